<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_US">
<context>
    <name>AboutSection</name>
    <message>
        <source>Faceapp %1</source>
        <translation>Faceapp %1</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>Свободная программа, лицензия Apache 2.0</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>The work of others</source>
        <translation>Работы других авторов</translation>
    </message>
    <message>
        <source>Packages, weights and icons that Faceapp is built on, with their licences. The embedded weights are CC0 (dlib) and MIT (MTCNN), the icons are Lucide (ISC).</source>
        <translation>Пакеты, веса и значки, на которых построена Faceapp, и их лицензии. Встроенные веса — CC0 (dlib) и MIT (MTCNN), значки — Lucide (ISC).</translation>
    </message>
    <message>
        <source>Licences…</source>
        <translation>Лицензии…</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>Журналы</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>About Faceapp</source>
        <translation>О программе</translation>
    </message>
</context>
<context>
    <name>Ask</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>AskCaptcha</name>
    <message>
        <source>The service asks for a code</source>
        <translation>Сервис просит ввести код</translation>
    </message>
    <message>
        <source>It wants to be sure that a person is there. Open the picture and type it.</source>
        <translation>Он хочет убедиться, что перед ним человек. Откройте картинку и введите код с неё.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Open the picture</source>
        <translation>Открыть картинку</translation>
    </message>
    <message>
        <source>The code on the picture</source>
        <translation>Код с картинки</translation>
    </message>
</context>
<context>
    <name>AskDescription</name>
    <message>
        <source>About %1</source>
        <translation>О человеке: %1</translation>
    </message>
    <message>
        <source>The line stands below the name, the text below that.</source>
        <translation>Строка стоит под именем, текст — под ней.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>In one line: who it is</source>
        <translation>Одной строкой: кто это</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Подробнее</translation>
    </message>
</context>
<context>
    <name>AskForWord</name>
    <message>
        <source>Type %1 to go on:</source>
        <translation>Чтобы продолжить, введите слово «%1»:</translation>
    </message>
</context>
<context>
    <name>AskName</name>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
</context>
<context>
    <name>AskToJoin</name>
    <message>
        <source>There is somebody called %1 already</source>
        <translation>%1 уже есть</translation>
    </message>
    <message>
        <source>If it is the same person, join the two. Ctrl+Z undoes it.</source>
        <translation>Если это тот же человек, объедините их. Ctrl+Z отменит это.</translation>
    </message>
    <message>
        <source>Join the two</source>
        <translation>Объединить</translation>
    </message>
</context>
<context>
    <name>AskToRemove</name>
    <message>
        <source>Remove %1?</source>
        <translation>Убрать %1?</translation>
    </message>
    <message>
        <source>It will no longer be updated. Nothing is deleted where the photos lie.</source>
        <translation>Источник больше не будет обновляться. Сами фотографии там, где они лежат, останутся.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln фотография</numerusform>
            <numerusform>%Ln фотографии</numerusform>
            <numerusform>%Ln фотографий</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep what was found: photos, faces, names</source>
        <translation>Оставить найденное: фотографии, лица, имена</translation>
    </message>
    <message>
        <source>Remove its photos and their faces from the library, too: %1</source>
        <translation>Убрать из библиотеки и его фотографии с лицами: %1</translation>
    </message>
</context>
<context>
    <name>AskWhoStays</name>
    <message>
        <source>Who is it?</source>
        <translation>Кто это?</translation>
    </message>
    <message>
        <source>These become one person. The name you choose stays; Ctrl+Z undoes it.</source>
        <translation>Они станут одним человеком. Останется имя, которое вы выберете; Ctrl+Z отменит это.</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Объединить</translation>
    </message>
</context>
<context>
    <name>BrowserSignIn</name>
    <message>
        <source>Sign in in the browser</source>
        <translation>Войти в браузере</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Open the page again</source>
        <translation>Открыть страницу ещё раз</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>Код: %1</translation>
    </message>
    <message>
        <source>Type this code on the page in the browser and agree there.</source>
        <translation>Введите этот код на странице в браузере и подтвердите вход.</translation>
    </message>
    <message>
        <source>Agree on the page in the browser.</source>
        <translation>Подтвердите вход на странице в браузере.</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Ways of searching compared</source>
        <translation>Сравнение способов поиска</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Сравнение</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>A scan is running. Milvus is written by one process at a time: compare when the scan is over.</source>
        <translation>Идёт сканирование. В Milvus может писать только один процесс: сравните, когда сканирование закончится.</translation>
    </message>
    <message>
        <source>The sample goes through all three; this takes some seconds.</source>
        <translation>Образец проходит все три способа; это займёт несколько секунд.</translation>
    </message>
    <message numerus="yes">
        <source>The %n nearest faces. Recall is the share of them that each way found; the exact product is the measure.</source>
        <translation>
            <numerusform>%Ln&#xa0;ближайшее лицо. Полнота — какую долю ближайших лиц нашёл каждый способ; эталон — точный перебор.</numerusform>
            <numerusform>%Ln&#xa0;ближайших лица. Полнота — какую долю из них нашёл каждый способ; эталон — точный перебор.</numerusform>
            <numerusform>%Ln&#xa0;ближайших лиц. Полнота — какую долю из них нашёл каждый способ; эталон — точный перебор.</numerusform>
        </translation>
    </message>
    <message>
        <source>Index in force in Milvus: %1 (%2), metric COSINE, %3 vectors.</source>
        <translation>Действующий индекс Milvus: %1 (%2), метрика COSINE, векторов: %3.</translation>
    </message>
    <message>
        <source>no parameters</source>
        <translation>без параметров</translation>
    </message>
    <message>
        <source>Another process writes to the library just now. Compare when it has finished.</source>
        <translation>Сейчас в библиотеку пишет другой процесс. Сравните, когда он закончит.</translation>
    </message>
    <message>
        <source>Recall@%1</source>
        <translation>Полнота@%1</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Способ</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Memory index — answers every search</source>
        <translation>Индекс в памяти — отвечает всегда</translation>
    </message>
    <message>
        <source>Milvus — %1</source>
        <translation>Milvus — %1</translation>
    </message>
    <message>
        <source>Exact product</source>
        <translation>Точный перебор</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
</context>
<context>
    <name>CopyNote</name>
    <message>
        <source>A copy of this photo: %1 × %2 pixels</source>
        <translation>Копия этой фотографии: %1 × %2 пикселей</translation>
    </message>
    <message>
        <source>This is another photo</source>
        <translation>Это другая фотография</translation>
    </message>
    <message>
        <source>Show it as a photo of its own, now and after every scan</source>
        <translation>Показывать отдельно, сейчас и после любого сканирования</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;новая фотография</numerusform>
            <numerusform>%Ln&#xa0;новые фотографии</numerusform>
            <numerusform>%Ln&#xa0;новых фотографий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated</source>
        <translation>
            <numerusform>%Ln&#xa0;обновлена</numerusform>
            <numerusform>%Ln&#xa0;обновлены</numerusform>
            <numerusform>%Ln&#xa0;обновлено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <translation>
            <numerusform>%Ln&#xa0;без&#xa0;изменений</numerusform>
            <numerusform>%Ln&#xa0;без&#xa0;изменений</numerusform>
            <numerusform>%Ln&#xa0;без&#xa0;изменений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;дубликат</numerusform>
            <numerusform>%Ln&#xa0;дубликата</numerusform>
            <numerusform>%Ln&#xa0;дубликатов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;лицо</numerusform>
            <numerusform>%Ln&#xa0;лица</numerusform>
            <numerusform>%Ln&#xa0;лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without faces</source>
        <translation>
            <numerusform>%Ln&#xa0;без&#xa0;лиц</numerusform>
            <numerusform>%Ln&#xa0;без&#xa0;лиц</numerusform>
            <numerusform>%Ln&#xa0;без&#xa0;лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln&#xa0;с&#xa0;ошибкой</numerusform>
            <numerusform>%Ln&#xa0;с&#xa0;ошибкой</numerusform>
            <numerusform>%Ln&#xa0;с&#xa0;ошибкой</numerusform>
        </translation>
    </message>
    <message>
        <source>No photos were found.</source>
        <translation>Фотографий не найдено.</translation>
    </message>
</context>
<context>
    <name>DatePopup</name>
    <message>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <source>To</source>
        <translation>По</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>Любая дата</translation>
    </message>
    <message>
        <source>Without date (%1)</source>
        <translation>Без даты (%1)</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Применить</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Отменять нечего.</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Отменено: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>Возвращать нечего.</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) undone</source>
        <translation>
            <numerusform>Отменено %Ln решение</numerusform>
            <numerusform>Отменено %Ln решения</numerusform>
            <numerusform>Отменено %Ln решений</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DecisionWords</name>
    <message>
        <source>This face is %1.</source>
        <translation>Это лицо: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s): %1</source>
        <translation>
            <numerusform>%Ln лицо: %1</numerusform>
            <numerusform>%Ln лица: %1</numerusform>
            <numerusform>%Ln лиц: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The face has no name any more.</source>
        <translation>У лица больше нет имени.</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) have no name any more.</source>
        <translation>
            <numerusform>У %Ln лица больше нет имени.</numerusform>
            <numerusform>У %Ln лиц больше нет имени.</numerusform>
            <numerusform>У %Ln лиц больше нет имени.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not %1. It will not be proposed again.</source>
        <translation>Это не %1. Больше это не предложат.</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) are not %1 and will not be proposed again.</source>
        <translation>
            <numerusform>%Ln лицо — не %1, больше это не предложат.</numerusform>
            <numerusform>%Ln лица — не %1, больше это не предложат.</numerusform>
            <numerusform>%Ln лиц — не %1, больше это не предложат.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not a face. No scan will find it again.</source>
        <translation>Это не лицо. Сканирование больше не найдёт его.</translation>
    </message>
    <message numerus="yes">
        <source>%n are no faces. No scan will find them again.</source>
        <translation>
            <numerusform>%Ln — не лицо. Сканирование больше не найдёт его.</numerusform>
            <numerusform>%Ln — не лица. Сканирование больше не найдёт их.</numerusform>
            <numerusform>%Ln — не лица. Сканирование больше не найдёт их.</numerusform>
        </translation>
    </message>
    <message>
        <source>The face was added to the photo.</source>
        <translation>Лицо добавлено на фотографию.</translation>
    </message>
    <message>
        <source>The drawn face was deleted.</source>
        <translation>Нарисованное лицо удалено.</translation>
    </message>
    <message numerus="yes">
        <source>Confirmed as %1: %n face(s)</source>
        <translation>
            <numerusform>Подтверждено, %1: %Ln лицо</numerusform>
            <numerusform>Подтверждено, %1: %Ln лица</numerusform>
            <numerusform>Подтверждено, %1: %Ln лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has another cover.</source>
        <translation>%1: выбрана другая обложка.</translation>
    </message>
    <message>
        <source>Faces were grouped anew.</source>
        <translation>Лица сгруппированы заново.</translation>
    </message>
    <message>
        <source>These are two photos now. No scan will put them together again.</source>
        <translation>Теперь это две фотографии. Сканирование их больше не объединит.</translation>
    </message>
    <message numerus="yes">
        <source>Split out as %1: %n face(s)</source>
        <translation>
            <numerusform>Выделено, %1: %Ln лицо</numerusform>
            <numerusform>Выделено, %1: %Ln лица</numerusform>
            <numerusform>Выделено, %1: %Ln лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Split out as a person of their own: %n face(s)</source>
        <translation>
            <numerusform>Выделен отдельный человек: %Ln лицо</numerusform>
            <numerusform>Выделен отдельный человек: %Ln лица</numerusform>
            <numerusform>Выделен отдельный человек: %Ln лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>%2 is called %1 now.</source>
        <translation>%2: новое имя — %1.</translation>
    </message>
    <message>
        <source>%2 has no name any more.</source>
        <translation>%2: имени больше нет.</translation>
    </message>
    <message numerus="yes">
        <source>%2 is %1 now: %n face(s)</source>
        <translation>
            <numerusform>%2 — это %1: %Ln лицо</numerusform>
            <numerusform>%2 — это %1: %Ln лица</numerusform>
            <numerusform>%2 — это %1: %Ln лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>%2 is a person without a name now.</source>
        <translation>%2 — теперь человек без имени.</translation>
    </message>
    <message numerus="yes">
        <source>Joined %1 and %2: %n face(s)</source>
        <translation>
            <numerusform>Объединены %1 и %2: %Ln лицо</numerusform>
            <numerusform>Объединены %1 и %2: %Ln лица</numerusform>
            <numerusform>Объединены %1 и %2: %Ln лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2 are different people.</source>
        <translation>%1 и %2 — разные люди.</translation>
    </message>
    <message>
        <source>Hidden: %1</source>
        <translation>Скрыто: %1</translation>
    </message>
    <message>
        <source>Shown again: %1</source>
        <translation>Снова видны: %1</translation>
    </message>
    <message>
        <source>%1 is described differently now.</source>
        <translation>%1: описание изменено.</translation>
    </message>
    <message numerus="yes">
        <source>Names imported, %1: %n face(s)</source>
        <translation>
            <numerusform>Имена импортированы, %1: %Ln лицо</numerusform>
            <numerusform>Имена импортированы, %1: %Ln лица</numerusform>
            <numerusform>Имена импортированы, %1: %Ln лиц</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop a photo of the person here</source>
        <translation>Перетащите фото человека сюда</translation>
    </message>
    <message>
        <source>JPG, PNG, WEBP, HEIC, AVIF, TIFF, RAW — every format that a scan reads</source>
        <translation>JPG, PNG, WEBP, HEIC, AVIF, TIFF, RAW — все форматы, которые читает сканирование</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Выбрать файл…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Вставить</translation>
    </message>
    <message>
        <source>Paste a picture or a file (%1)</source>
        <translation>Вставить картинку или файл (%1)</translation>
    </message>
    <message>
        <source>Choose a photo of the person</source>
        <translation>Выберите фотографию человека</translation>
    </message>
    <message>
        <source>Photos and all other files (*)</source>
        <translation>Фотографии и все остальные файлы (*)</translation>
    </message>
    <message>
        <source>There is no picture and no single photo on the clipboard.</source>
        <translation>В буфере обмена нет ни картинки, ни одной фотографии.</translation>
    </message>
</context>
<context>
    <name>EngineNote</name>
    <message>
        <source>This is only what the engine %2 knows: %3 of %4 photos. The engine %1, which has seen all of those, could not be opened. %5</source>
        <translation>Это лишь то, что знает движок %2: %3 фотографий из %4. Движок %1, который просмотрел их все, не открылся. %5</translation>
    </message>
    <message>
        <source>The engine %1 answers: %2, which you chose, has looked at %3 of %4 photos so far. Scan again to let it look at the rest.</source>
        <translation>Отвечает движок %1: выбранный %2 просмотрел пока %3 фотографий из %4. Чтобы он просмотрел остальные, сканируйте снова.</translation>
    </message>
</context>
<context>
    <name>EngineSection</name>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Engine and device</source>
        <translation>Движок и устройство</translation>
    </message>
    <message>
        <source>Whole numbers (int8)</source>
        <translation>Целые числа (int8)</translation>
    </message>
    <message>
        <source>With the mirrored face (flip)</source>
        <translation>С лицом в зеркале (flip)</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Варианты</translation>
    </message>
    <message>
        <source>int8 is several times as fast on a processor and a little less exact. flip looks at every face twice, once mirrored, and is a little more exact. Each variant is an engine of its own, and other engines know nothing of its faces.</source>
        <translation>int8 на процессоре в несколько раз быстрее и чуть менее точен. flip смотрит на каждое лицо дважды, второй раз в зеркале, и чуть точнее. Каждый вариант — отдельный движок: о его лицах другие движки ничего не знают.</translation>
    </message>
    <message>
        <source>Your photos</source>
        <translation>Ваши фотографии</translation>
    </message>
    <message>
        <source>Scan all photos</source>
        <translation>Сканировать все фотографии</translation>
    </message>
    <message>
        <source>What about the names?</source>
        <translation>Что станет с именами?</translation>
    </message>
    <message>
        <source>%1 (comes with Faceapp)</source>
        <translation>%1 (входит в Faceapp)</translation>
    </message>
    <message>
        <source>Detector %1, recogniser %2, %3 numbers per face</source>
        <translation>Детектор %1, распознаватель %2, чисел на лицо: %3</translation>
    </message>
    <message>
        <source>Trying the engine on a few photos…</source>
        <translation>Движок проверяется на нескольких фотографиях…</translation>
    </message>
    <message>
        <source>The engine %1 answers until %2 has looked at every photo; so far it has seen %3 of %4. Names and decisions stay.</source>
        <translation>Отвечает движок %1, пока %2 не просмотрит все фотографии; пока просмотрено %3 из %4. Имена и решения остаются.</translation>
    </message>
    <message>
        <source>Looking at the photos of named faces</source>
        <translation>Просмотр фотографий с именами</translation>
    </message>
    <message numerus="yes">
        <source>%Ln name(s) go over by themselves.</source>
        <translation>
            <numerusform>%Ln имя сохранится само.</numerusform>
            <numerusform>%Ln имени сохранятся сами.</numerusform>
            <numerusform>%Ln имён сохранятся сами.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are uncertain: the new engine does not find the face.</source>
        <translation>
            <numerusform>Под вопросом %Ln: новый движок не находит это лицо.</numerusform>
            <numerusform>Под вопросом %Ln: новый движок не находит эти лица.</numerusform>
            <numerusform>Под вопросом %Ln: новый движок не находит эти лица.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are on photos that cannot be read now.</source>
        <translation>
            <numerusform>%Ln — на фотографии, которую сейчас не прочитать.</numerusform>
            <numerusform>%Ln — на фотографиях, которые сейчас не прочитать.</numerusform>
            <numerusform>%Ln — на фотографиях, которые сейчас не прочитать.</numerusform>
        </translation>
    </message>
    <message>
        <source>None is lost: a name stays with its face.</source>
        <translation>Потерянных нет: имя остаётся при своём лице.</translation>
    </message>
    <message>
        <source>The fastest that runs</source>
        <translation>Самое быстрое</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Процессор</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>Видеокарта (CUDA)</translation>
    </message>
    <message>
        <source>GPU (TensorRT)</source>
        <translation>Видеокарта (TensorRT)</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Устройство</translation>
    </message>
    <message>
        <source>Models run on</source>
        <translation>Где работают модели</translation>
    </message>
    <message>
        <source>To use the GPU, run this command and start Faceapp again.</source>
        <translation>Чтобы включить видеокарту, выполните эту команду и запустите Faceapp снова.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Включено</translation>
    </message>
    <message>
        <source>Half precision</source>
        <translation>Половинная точность</translation>
    </message>
    <message>
        <source>Computes in 16 instead of 32 bits. Faster, and on a GPU only.</source>
        <translation>Вычисления в 16 битах вместо 32. Быстрее, но только на видеокарте.</translation>
    </message>
    <message>
        <source>Trying the device…</source>
        <translation>Устройство проверяется…</translation>
    </message>
    <message>
        <source>The command was copied.</source>
        <translation>Команда скопирована.</translation>
    </message>
    <message>
        <source>By the situation</source>
        <translation>По обстановке</translation>
    </message>
    <message>
        <source>Considerate</source>
        <translation>Бережная</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Полная</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>Сканирование</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>Considerate leaves one core to you; full uses all of them. By the situation is considerate in the window and full on the command line.</source>
        <translation>Бережная оставляет одно ядро вам, полная использует все. По обстановке — бережная в окне и полная в командной строке.</translation>
    </message>
    <message>
        <source>Second look</source>
        <translation>Второй взгляд</translation>
    </message>
    <message>
        <source>Looks again at crowds in tiles, and at photos lying on their side. Finds more faces and takes longer where there are many.</source>
        <translation>Ещё раз просматривает толпу по частям и фотографии, лежащие на боку. Находит больше лиц; где их много, работает дольше.</translation>
    </message>
    <message>
        <source>Group new faces</source>
        <translation>Группировать новые лица</translation>
    </message>
    <message>
        <source>After a scan, new faces join people and groups. What you have decided stays as it is.</source>
        <translation>После сканирования новые лица присоединяются к людям и группам. Ваши решения не меняются.</translation>
    </message>
</context>
<context>
    <name>FaceActions</name>
    <message>
        <source>Confirm</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <source>Not %1</source>
        <translation>Не %1</translation>
    </message>
    <message>
        <source>Split out</source>
        <translation>Выделить</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Не лицо</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Обложка</translation>
    </message>
    <message>
        <source>Search this face</source>
        <translation>Искать это лицо</translation>
    </message>
    <message numerus="yes">
        <source>Whose are these %n face(s)?</source>
        <translation>
            <numerusform>Чьё это лицо (%Ln)?</numerusform>
            <numerusform>Чьи это лица (%Ln)?</numerusform>
            <numerusform>Чьи это лица (%Ln)?</numerusform>
        </translation>
    </message>
    <message>
        <source>They go to the person of this name, who is made if there is none.</source>
        <translation>Они перейдут к человеку с этим именем; если его нет, он появится.</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Перенести</translation>
    </message>
    <message numerus="yes">
        <source>Make a person of %n face(s)</source>
        <translation>
            <numerusform>Сделать человека из %Ln лица</numerusform>
            <numerusform>Сделать человека из %Ln лиц</numerusform>
            <numerusform>Сделать человека из %Ln лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>They leave %1 and are never proposed for that one again. The name can wait.</source>
        <translation>Они покинут «%1», и больше их туда не предложат. Имя можно дать потом.</translation>
    </message>
    <message>
        <source>Open the photo</source>
        <translation>Открыть фотографию</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>Перенести к…</translation>
    </message>
</context>
<context>
    <name>FaceCard</name>
    <message>
        <source>Unnamed</source>
        <translation>Без имени</translation>
    </message>
    <message>
        <source>Not %1</source>
        <translation>Не %1</translation>
    </message>
    <message>
        <source>Who is it?</source>
        <translation>Кто это?</translation>
    </message>
    <message>
        <source>Type a name and press Enter; nothing removes the name</source>
        <translation>Введите имя и нажмите Enter; пустое поле снимает имя</translation>
    </message>
    <message>
        <source>Search this person</source>
        <translation>Искать этого человека</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Не лицо</translation>
    </message>
    <message>
        <source>Delete this box</source>
        <translation>Удалить эту рамку</translation>
    </message>
    <message>
        <source>Make it the cover</source>
        <translation>Сделать обложкой</translation>
    </message>
    <message>
        <source>Copy the face as a picture</source>
        <translation>Копировать лицо как картинку</translation>
    </message>
    <message>
        <source>Open the page of this person</source>
        <translation>Открыть страницу человека</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>FaceChooser</name>
    <message>
        <source>A face of the library</source>
        <translation>Лицо из библиотеки</translation>
    </message>
    <message>
        <source>File name, folder, date or person</source>
        <translation>Имя файла, папка, дата или человек</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Выбрать</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>No photo with a face fits.</source>
        <translation>Ни одна фотография с лицом не подходит.</translation>
    </message>
    <message>
        <source>Only the first faces are shown: type more to find others.</source>
        <translation>Показаны только первые лица: напишите больше, чтобы найти другие.</translation>
    </message>
</context>
<context>
    <name>FacePicker</name>
    <message>
        <source>Faces on the sample</source>
        <translation>Лица на образце</translation>
    </message>
    <message>
        <source>Click the face to search for, or use the arrow keys and Enter.</source>
        <translation>Щёлкните по лицу, которое нужно искать, или выберите его стрелками и клавишей Enter.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>FacesModel</name>
    <message>
        <source>Without date</source>
        <translation>Без даты</translation>
    </message>
    <message>
        <source>Guessed face, %1</source>
        <translation>Предположение, %1</translation>
    </message>
    <message>
        <source>Suggested face, %1</source>
        <translation>Похожее лицо, %1</translation>
    </message>
    <message>
        <source>Face, %1</source>
        <translation>Лицо, %1</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Reset</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>Sort: %1</source>
        <translation>Порядок: %1</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Порядок</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Сначала новые</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Сначала старые</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>По имени</translation>
    </message>
    <message>
        <source>Last added first</source>
        <translation>Сначала добавленные последними</translation>
    </message>
    <message>
        <source>Most faces first</source>
        <translation>Сначала те, где больше лиц</translation>
    </message>
    <message>
        <source>Largest copies first</source>
        <translation>Сначала самые большие копии</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>Размер миниатюр</translation>
    </message>
    <message>
        <source>Without faces</source>
        <translation>Без лиц</translation>
    </message>
    <message>
        <source>Not named</source>
        <translation>Без имени</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Дубликаты</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>С ошибкой</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Отсутствуют</translation>
    </message>
    <message numerus="yes">
        <source>Picked: %n photo(s)</source>
        <translation>
            <numerusform>Отобрана %Ln&#xa0;фотография</numerusform>
            <numerusform>Отобраны %Ln&#xa0;фотографии</numerusform>
            <numerusform>Отобрано %Ln&#xa0;фотографий</numerusform>
        </translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Альбом</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Человек</translation>
    </message>
    <message>
        <source>Without date</source>
        <translation>Без даты</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>с %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>по %1</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>No faces</source>
        <translation>Лиц нет</translation>
    </message>
    <message>
        <source>One face</source>
        <translation>Одно лицо</translation>
    </message>
    <message>
        <source>Two faces or more</source>
        <translation>Два лица и больше</translation>
    </message>
    <message>
        <source>Find a source</source>
        <translation>Найти источник</translation>
    </message>
    <message>
        <source>Find an album</source>
        <translation>Найти альбом</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>Найти человека</translation>
    </message>
    <message>
        <source>Any number of faces</source>
        <translation>Сколько угодно лиц</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Your photos will be here</source>
        <translation>Здесь будут ваши фотографии</translation>
    </message>
    <message>
        <source>Faceapp finds every face and shows where a person is. Your photos stay where they are, and nothing leaves this computer.</source>
        <translation>Faceapp найдёт каждое лицо и покажет, где этот человек. Фотографии останутся на своих местах, и ничто не покинет этот компьютер.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Выбрать папку…</translation>
    </message>
    <message>
        <source>Add a source…</source>
        <translation>Добавить источник…</translation>
    </message>
    <message>
        <source>Try the sample photos</source>
        <translation>Показать примеры</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>Перетащите фото сюда</translation>
    </message>
    <message>
        <source>Drag folders, photos or zip archives anywhere onto this window.</source>
        <translation>Папки, фотографии или архивы zip — в любое место этого окна.</translation>
    </message>
    <message>
        <source>Connect a service</source>
        <translation>Подключите сервис</translation>
    </message>
    <message>
        <source>Albums of VKontakte, folders of Yandex.Disk and Dropbox, by a link.</source>
        <translation>Альбомы ВКонтакте, папки Яндекс.Диска и Dropbox — по ссылке.</translation>
    </message>
    <message>
        <source>Just looking?</source>
        <translation>Хотите попробовать?</translation>
    </message>
    <message>
        <source>A few photos of people came with the program. Nothing is downloaded.</source>
        <translation>С программой идёт несколько фотографий людей. Ничего не загружается.</translation>
    </message>
</context>
<context>
    <name>Forgetting</name>
    <message>
        <source>A job is still running. Cancel it first, or wait for its end.</source>
        <translation>Ещё выполняется задание. Сначала отмените его или дождитесь конца.</translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation>Забыть: %1?</translation>
    </message>
    <message>
        <source>The name, all decisions and everything that was computed from this person&apos;s faces are deleted for good; no scan will find these faces again. Photo files stay. This cannot be undone.</source>
        <translation>Имя, все решения и всё вычисленное по лицам этого человека будет удалено навсегда; сканирование эти лица больше не найдёт. Файлы фотографий останутся. Отменить это нельзя.</translation>
    </message>
    <message>
        <source>Forget for good</source>
        <translation>Забыть навсегда</translation>
    </message>
    <message>
        <source>forget</source>
        <translation>забыть</translation>
    </message>
    <message>
        <source>Forgetting a person</source>
        <translation>Удаление данных человека</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) were deleted, with everything that was said about them.</source>
        <translation>
            <numerusform>Удалено %Ln лицо и всё, что о нём было сказано.</numerusform>
            <numerusform>Удалены %Ln лица и всё, что о них было сказано.</numerusform>
            <numerusform>Удалено %Ln лиц и всё, что о них было сказано.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copies may still be in these backups, logs and exports; delete what you need not:</source>
        <translation>Копии могли остаться в этих резервных копиях, журналах и экспортах; удалите ненужное:</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>Забыто</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>GalleryModel</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;лицо</numerusform>
            <numerusform>%Ln&#xa0;лица</numerusform>
            <numerusform>%Ln&#xa0;лиц</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>General</source>
        <translation>Общие</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>The library on this computer</source>
        <translation>Библиотека на этом компьютере</translation>
    </message>
    <message>
        <source>Database, index, models, backups and log files</source>
        <translation>База, индекс, модели, резервные копии и журналы</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>To keep it elsewhere, close Faceapp, move the folder, and start with --data FOLDER or with the environment variable FACEAPP_DATA. Photos stay where they are.</source>
        <translation>Чтобы хранить её в другом месте, закройте Faceapp, переместите папку и запустите программу с --data ПАПКА или с переменной окружения FACEAPP_DATA. Фотографии остаются на своих местах.</translation>
    </message>
    <message>
        <source>Another place</source>
        <translation>Другое место</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>База</translation>
    </message>
    <message>
        <source>Vector index</source>
        <translation>Векторный индекс</translation>
    </message>
    <message>
        <source>Small pictures</source>
        <translation>Миниатюры</translation>
    </message>
    <message>
        <source>Kept originals of photos from the network</source>
        <translation>Сохранённые оригиналы из сети</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Резервные копии</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>Журналы</translation>
    </message>
</context>
<context>
    <name>GroupingModel</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln лицо</numerusform>
            <numerusform>%Ln лица</numerusform>
            <numerusform>%Ln лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) join: %1</source>
        <translation>
            <numerusform>%Ln группа объединяется: %1</numerusform>
            <numerusform>%Ln группы объединяются: %1</numerusform>
            <numerusform>%Ln групп объединяются: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Group %2 falls into %n part(s): %1</source>
        <translation>
            <numerusform>Группа %2 распадается на %Ln часть: %1</numerusform>
            <numerusform>Группа %2 распадается на %Ln части: %1</numerusform>
            <numerusform>Группа %2 распадается на %Ln частей: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) alone</source>
        <translation>
            <numerusform>%Ln лицо отдельно</numerusform>
            <numerusform>%Ln лица отдельно</numerusform>
            <numerusform>%Ln лиц отдельно</numerusform>
        </translation>
    </message>
    <message>
        <source>New group: %1</source>
        <translation>Новая группа: %1</translation>
    </message>
    <message>
        <source>Group %2 dissolves: %1 stand alone</source>
        <translation>Группа %2 исчезает: %1 отдельно</translation>
    </message>
</context>
<context>
    <name>GroupingOptions</name>
    <message>
        <source>Number of people</source>
        <translation>Сколько человек</translation>
    </message>
    <message>
        <source>Usual strictness</source>
        <translation>Обычная строгость</translation>
    </message>
    <message>
        <source>Strictness in per cent</source>
        <translation>Строгость в процентах</translation>
    </message>
    <message>
        <source>Stricter: smaller groups, fewer strangers among them.</source>
        <translation>Строже — группы мельче, чужих в них меньше.</translation>
    </message>
    <message>
        <source>Puts together what is dense. Suits most libraries.</source>
        <translation>Собирает то, что лежит плотно. Подходит почти всегда.</translation>
    </message>
    <message>
        <source>When you know how many people there are.</source>
        <translation>Когда известно, сколько всего человек.</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Качество</translation>
    </message>
    <message>
        <source>Fewer mistakes, takes a little longer.</source>
        <translation>Меньше ошибок, чуть дольше.</translation>
    </message>
</context>
<context>
    <name>GroupingView</name>
    <message>
        <source>What would change</source>
        <translation>Что изменится</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>Группировка</translation>
    </message>
    <message>
        <source>All people (Esc)</source>
        <translation>Все люди (Esc)</translation>
    </message>
    <message>
        <source>Group faces</source>
        <translation>Группировка лиц</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Предпросмотр</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Применить</translation>
    </message>
    <message>
        <source>People with a name are never changed by this. What you have confirmed or refused stays as it is.</source>
        <translation>Людей с именами это никогда не меняет. Всё, что вы подтвердили или отклонили, остаётся как есть.</translation>
    </message>
    <message>
        <source>Grouping faces</source>
        <translation>Группировка лиц</translation>
    </message>
    <message>
        <source>Faces could not be grouped</source>
        <translation>Сгруппировать лица не удалось</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>With these settings the groups are what they are now.</source>
        <translation>С такими настройками группы останутся прежними.</translation>
    </message>
    <message>
        <source>Nothing would change</source>
        <translation>Ничего не изменится</translation>
    </message>
    <message>
        <source>Nothing changes before you apply it. You can go on working.</source>
        <translation>Пока вы не примените, ничего не изменится. Можно работать дальше.</translation>
    </message>
    <message>
        <source>Computing the groups…</source>
        <translation>Вычисляются группы…</translation>
    </message>
    <message>
        <source>The preview shows which groups would join, split, appear or dissolve.</source>
        <translation>Предпросмотр покажет, какие группы объединятся, разделятся, появятся или исчезнут.</translation>
    </message>
    <message>
        <source>First look, then apply</source>
        <translation>Сначала посмотрите, потом применяйте</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%Ln группа</numerusform>
            <numerusform>%Ln группы</numerusform>
            <numerusform>%Ln групп</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) grouped</source>
        <translation>
            <numerusform>%Ln лицо в группах</numerusform>
            <numerusform>%Ln лица в группах</numerusform>
            <numerusform>%Ln лиц в группах</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alone</source>
        <translation>
            <numerusform>%Ln отдельно</numerusform>
            <numerusform>%Ln отдельно</numerusform>
            <numerusform>%Ln отдельно</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n guessed for people with a name</source>
        <translation>
            <numerusform>%Ln угадано для людей с именами</numerusform>
            <numerusform>%Ln угадано для людей с именами</numerusform>
            <numerusform>%Ln угадано для людей с именами</numerusform>
        </translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Объединятся</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Разделятся</translation>
    </message>
    <message>
        <source>Appear</source>
        <translation>Появятся</translation>
    </message>
    <message>
        <source>Dissolve</source>
        <translation>Исчезнут</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help page</source>
        <translation>Страница справки</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Search in the help</source>
        <translation>Поиск в справке</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Темы</translation>
    </message>
    <message>
        <source>No page has all of these words.</source>
        <translation>Нет страницы, где есть все эти слова.</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Предыдущее место</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Следующее место</translation>
    </message>
    <message>
        <source>Place %1 of %2</source>
        <translation>Место %1 из %2</translation>
    </message>
</context>
<context>
    <name>IndexSection</name>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>IVF and HNSW are quick on large libraries, SQ8 and SQ take a quarter of the room, FLAT compares with every face. Searches in this window are answered from memory and find the same with each; the index keeps vectors on disk.</source>
        <translation>IVF и HNSW быстры в больших библиотеках, SQ8 и SQ занимают вчетверо меньше места, FLAT сравнивает с каждым лицом. На поиск в этом окне отвечает память, и находится то же самое при любом типе; индекс хранит векторы на диске.</translation>
    </message>
    <message>
        <source>Vector index</source>
        <translation>Векторный индекс</translation>
    </message>
    <message>
        <source>Lists that the vectors are divided into</source>
        <translation>На сколько списков поделены векторы</translation>
    </message>
    <message>
        <source>Lists that a search looks through</source>
        <translation>Сколько списков просматривает поиск</translation>
    </message>
    <message>
        <source>Neighbours that every vector remembers</source>
        <translation>Сколько соседей помнит каждый вектор</translation>
    </message>
    <message>
        <source>Candidates while the graph is built</source>
        <translation>Сколько кандидатов при построении графа</translation>
    </message>
    <message>
        <source>Candidates while a search goes through the graph</source>
        <translation>Сколько кандидатов при поиске по графу</translation>
    </message>
    <message>
        <source>Make the index anew</source>
        <translation>Создать индекс заново</translation>
    </message>
    <message>
        <source>Fills a new index from the database, with the type and parameters above, and swaps it in when it is full.</source>
        <translation>Заполняет из базы новый индекс с указанными выше типом и параметрами и ставит его на место прежнего, когда он готов.</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>Создать заново</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Compares every vector of the index with the database.</source>
        <translation>Сверяет каждый вектор индекса с базой.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сверить</translation>
    </message>
    <message>
        <source>Making the vector index anew</source>
        <translation>Создание векторного индекса заново</translation>
    </message>
    <message>
        <source>Comparing the vector index</source>
        <translation>Сверка векторного индекса</translation>
    </message>
    <message numerus="yes">
        <source>The index was made anew with %n vector(s).</source>
        <translation>
            <numerusform>Индекс создан заново, в нём %Ln&#xa0;вектор.</numerusform>
            <numerusform>Индекс создан заново, в нём %Ln&#xa0;вектора.</numerusform>
            <numerusform>Индекс создан заново, в нём %Ln&#xa0;векторов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The index agrees with the database: %n vector(s).</source>
        <translation>
            <numerusform>Индекс совпадает с базой: %Ln&#xa0;вектор.</numerusform>
            <numerusform>Индекс совпадает с базой: %Ln&#xa0;вектора.</numerusform>
            <numerusform>Индекс совпадает с базой: %Ln&#xa0;векторов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) found. Make the index anew.</source>
        <translation>
            <numerusform>Найдено %Ln&#xa0;расхождение. Создайте индекс заново.</numerusform>
            <numerusform>Найдены %Ln&#xa0;расхождения. Создайте индекс заново.</numerusform>
            <numerusform>Найдено %Ln&#xa0;расхождений. Создайте индекс заново.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Начать снова</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать снова</translation>
    </message>
    <message>
        <source>Try again what failed</source>
        <translation>Попробовать неудавшееся снова</translation>
    </message>
    <message>
        <source>Show what failed</source>
        <translation>Показать неудавшееся</translation>
    </message>
    <message>
        <source>Hide what failed</source>
        <translation>Скрыть неудавшееся</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… и ещё %Ln</numerusform>
            <numerusform>… и ещё %Ln</numerusform>
            <numerusform>… и ещё %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Выполняется</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>На паузе</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Ждёт очереди</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Cancelled, what was found is kept</source>
        <translation>Отменено, найденное сохранено</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Прервано</translation>
    </message>
    <message>
        <source>Goes on at the next start</source>
        <translation>Продолжится при следующем запуске</translation>
    </message>
    <message>
        <source>Running in another process</source>
        <translation>Выполняется другим процессом</translation>
    </message>
</context>
<context>
    <name>JobKinds</name>
    <message>
        <source>Grouping faces</source>
        <translation>Группировка лиц</translation>
    </message>
    <message>
        <source>Another job</source>
        <translation>Другое задание</translation>
    </message>
    <message>
        <source>Update: %1</source>
        <translation>Обновление: %1</translation>
    </message>
    <message>
        <source>Scan: %1</source>
        <translation>Сканирование: %1</translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>All jobs</source>
        <translation>Все задания</translation>
    </message>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>ещё %Ln&#xa0;ждёт</numerusform>
            <numerusform>ещё %Ln&#xa0;ждут</numerusform>
            <numerusform>ещё %Ln&#xa0;ждут</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Останавливается…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>На паузе</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>Подготовка…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 в секунду</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>осталось меньше минуты</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>осталась %Ln&#xa0;минута</numerusform>
            <numerusform>осталось %Ln&#xa0;минуты</numerusform>
            <numerusform>осталось %Ln&#xa0;минут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>остался %Ln&#xa0;час</numerusform>
            <numerusform>осталось %Ln&#xa0;часа</numerusform>
            <numerusform>осталось %Ln&#xa0;часов</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobsPage</name>
    <message>
        <source>Nothing has run yet</source>
        <translation>Заданий пока не было</translation>
    </message>
    <message>
        <source>Scans, exports and downloads appear here with what came of them.</source>
        <translation>Здесь появятся сканирования, экспорт и загрузки — и чем они закончились.</translation>
    </message>
    <message>
        <source>The list of jobs cannot be read</source>
        <translation>Список заданий не читается</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Show earlier jobs</source>
        <translation>Показать более ранние</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Задания</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>Журналы</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Решения</translation>
    </message>
</context>
<context>
    <name>JournalModel</name>
    <message>
        <source>%1, taken back</source>
        <translation>%1, отменено</translation>
    </message>
</context>
<context>
    <name>JournalPage</name>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Undo to here…</source>
        <translation>Отменить до этого места…</translation>
    </message>
    <message>
        <source>Decisions are kept for ever. They can be taken back from the newest down.</source>
        <translation>Решения хранятся всегда. Отменять их можно начиная с последнего.</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Решения</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message numerus="yes">
        <source>Undo %n decision(s)?</source>
        <translation>
            <numerusform>Отменить %Ln решение?</numerusform>
            <numerusform>Отменить %Ln решения?</numerusform>
            <numerusform>Отменить %Ln решений?</numerusform>
        </translation>
    </message>
    <message>
        <source>All decisions from the newest down to the chosen one are taken back. Redo brings them back one by one.</source>
        <translation>Будут отменены все решения от последнего до выбранного. «Повторить» вернёт их по одному.</translation>
    </message>
    <message numerus="yes">
        <source>Undo %n</source>
        <translation>
            <numerusform>Отменить %Ln</numerusform>
            <numerusform>Отменить %Ln</numerusform>
            <numerusform>Отменить %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Names, merges and everything else you decide is listed here.</source>
        <translation>Здесь появятся имена, объединения и всё остальное, что вы решите.</translation>
    </message>
    <message>
        <source>Nothing has been decided yet</source>
        <translation>Решений пока нет</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>The decisions could not be read</source>
        <translation>Прочитать решения не удалось</translation>
    </message>
</context>
<context>
    <name>LibraryExport</name>
    <message>
        <source>List of faces (CSV)…</source>
        <translation>Список лиц (CSV)…</translation>
    </message>
    <message>
        <source>List of faces (JSON)…</source>
        <translation>Список лиц (JSON)…</translation>
    </message>
    <message>
        <source>Copies of the photos…</source>
        <translation>Копии фотографий…</translation>
    </message>
    <message>
        <source>Faces cut out…</source>
        <translation>Вырезанные лица…</translation>
    </message>
    <message>
        <source>Photos with boxes and names…</source>
        <translation>Фотографии с рамками и именами…</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Файлы CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>Файлы JSON (*.json)</translation>
    </message>
    <message>
        <source>Export the list of faces</source>
        <translation>Экспорт списка лиц</translation>
    </message>
    <message>
        <source>Exporting a list of faces</source>
        <translation>Экспорт списка лиц</translation>
    </message>
    <message>
        <source>Copying photos</source>
        <translation>Копирование фотографий</translation>
    </message>
    <message>
        <source>Cutting out faces</source>
        <translation>Вырезание лиц</translation>
    </message>
    <message>
        <source>Drawing boxes and names</source>
        <translation>Рисование рамок и имён</translation>
    </message>
    <message>
        <source>Export into a folder</source>
        <translation>Экспорт в папку</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) exported.</source>
        <translation>
            <numerusform>Записано %Ln&#xa0;лицо.</numerusform>
            <numerusform>Записаны %Ln&#xa0;лица.</numerusform>
            <numerusform>Записано %Ln&#xa0;лиц.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) exported.</source>
        <translation>
            <numerusform>Записан %Ln&#xa0;файл.</numerusform>
            <numerusform>Записаны %Ln&#xa0;файла.</numerusform>
            <numerusform>Записано %Ln&#xa0;файлов.</numerusform>
        </translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>Экспорт остановлен.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) could not be read.</source>
        <translation>
            <numerusform>Не удалось прочитать %Ln&#xa0;фотографию.</numerusform>
            <numerusform>Не удалось прочитать %Ln&#xa0;фотографии.</numerusform>
            <numerusform>Не удалось прочитать %Ln&#xa0;фотографий.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryMenu</name>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Open with the system</source>
        <translation>Открыть в другой программе</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Открыть в браузере</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Показать в папке</translation>
    </message>
    <message>
        <source>Copy paths</source>
        <translation>Копировать пути</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Копировать путь</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Select all of this month</source>
        <translation>Выбрать весь этот месяц</translation>
    </message>
    <message>
        <source>Remove from the library…</source>
        <translation>Убрать из библиотеки…</translation>
    </message>
    <message numerus="yes">
        <source>%n path(s) copied.</source>
        <translation>
            <numerusform>Скопирован %Ln&#xa0;путь.</numerusform>
            <numerusform>Скопированы %Ln&#xa0;пути.</numerusform>
            <numerusform>Скопировано %Ln&#xa0;путей.</numerusform>
        </translation>
    </message>
    <message>
        <source>Search this person</source>
        <translation>Искать этого человека</translation>
    </message>
    <message>
        <source>Search a person of this photo</source>
        <translation>Искать человека с этой фотографии</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Загрузка…</translation>
    </message>
    <message>
        <source>Face %1</source>
        <translation>Лицо %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать снова</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n photo(s) from the library?</source>
        <translation>
            <numerusform>Убрать %Ln&#xa0;фотографию из библиотеки?</numerusform>
            <numerusform>Убрать %Ln&#xa0;фотографии из библиотеки?</numerusform>
            <numerusform>Убрать %Ln&#xa0;фотографий из библиотеки?</numerusform>
        </translation>
    </message>
    <message>
        <source>The files stay where they are.</source>
        <translation>Файлы останутся на своих местах.</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) will be forgotten.</source>
        <translation>
            <numerusform>Будет забыто %Ln&#xa0;лицо.</numerusform>
            <numerusform>Будут забыты %Ln&#xa0;лица.</numerusform>
            <numerusform>Будет забыто %Ln&#xa0;лиц.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have a name; these names cannot be restored.</source>
        <translation>
            <numerusform>У %Ln&#xa0;из них есть имя; имена восстановить нельзя.</numerusform>
            <numerusform>У %Ln&#xa0;из них есть имена; восстановить их нельзя.</numerusform>
            <numerusform>У %Ln&#xa0;из них есть имена; восстановить их нельзя.</numerusform>
        </translation>
    </message>
    <message>
        <source>Later scans of the folder leave these photos out. To get one back, drop its file onto the window.</source>
        <translation>Следующие сканирования папки будут пропускать эти фотографии. Чтобы вернуть фотографию, перетащите её файл в окно.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) removed from the library.</source>
        <translation>
            <numerusform>Из библиотеки убрана %Ln&#xa0;фотография.</numerusform>
            <numerusform>Из библиотеки убраны %Ln&#xa0;фотографии.</numerusform>
            <numerusform>Из библиотеки убрано %Ln&#xa0;фотографий.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Photos</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Папку…</translation>
    </message>
    <message>
        <source>Names and paths</source>
        <translation>Имена и пути</translation>
    </message>
    <message>
        <source>Photos or archives…</source>
        <translation>Фотографии или архивы…</translation>
    </message>
    <message>
        <source>By a link…</source>
        <translation>По ссылке…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;фотография</numerusform>
            <numerusform>%Ln&#xa0;фотографии</numerusform>
            <numerusform>%Ln&#xa0;фотографий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>выбрана %Ln</numerusform>
            <numerusform>выбрано %Ln</numerusform>
            <numerusform>выбрано %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Without date</source>
        <translation>Без даты</translation>
    </message>
    <message>
        <source>copies take %1</source>
        <translation>копии занимают %1</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>Файла больше нет на месте.</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;лицо</numerusform>
            <numerusform>%Ln&#xa0;лица</numerusform>
            <numerusform>%Ln&#xa0;лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>No faces</source>
        <translation>без лиц</translation>
    </message>
    <message numerus="yes">
        <source>Lies in %n place(s)</source>
        <translation>
            <numerusform>Лежит в %Ln месте</numerusform>
            <numerusform>Лежит в %Ln местах</numerusform>
            <numerusform>Лежит в %Ln местах</numerusform>
        </translation>
    </message>
    <message>
        <source>No photo fits</source>
        <translation>Ни одна фотография не подходит</translation>
    </message>
    <message>
        <source>Nothing in the library matches all the filters at once.</source>
        <translation>В библиотеке нет ничего, что подходит под все фильтры сразу.</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Показать все фотографии</translation>
    </message>
    <message>
        <source>Add a folder with photos</source>
        <translation>Добавить папку с фотографиями</translation>
    </message>
    <message>
        <source>Add photos or zip archives</source>
        <translation>Добавить фотографии или архивы zip</translation>
    </message>
    <message>
        <source>Sample photos</source>
        <translation>Примеры фотографий</translation>
    </message>
</context>
<context>
    <name>LicenceDialog</name>
    <message>
        <source>Licences</source>
        <translation>Лицензии</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Пакеты</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Лицензия</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>The package comes without the text of its licence.</source>
        <translation>В пакете нет текста его лицензии.</translation>
    </message>
    <message>
        <source>Licence: see below</source>
        <translation>Лицензия: см. ниже</translation>
    </message>
</context>
<context>
    <name>LimitsSection</name>
    <message>
        <source>Limits</source>
        <translation>Пределы</translation>
    </message>
    <message>
        <source>Small pictures</source>
        <translation>Миниатюры</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> МБ</translation>
    </message>
    <message>
        <source>At present</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Delete them</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Не больше</translation>
    </message>
    <message>
        <source>The ones not looked at for longest go first, at the end of a scan.</source>
        <translation>В конце сканирования удаляются те, на которые дольше всего не смотрели.</translation>
    </message>
    <message>
        <source>Photos and archives</source>
        <translation>Фотографии и архивы</translation>
    </message>
    <message>
        <source> MP</source>
        <translation> Мп</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> ГБ</translation>
    </message>
    <message>
        <source>Larger photos are listed as failed.</source>
        <translation>Фотографии больше этого попадают в список с ошибкой.</translation>
    </message>
    <message>
        <source>Protects against archives that grow without end when unpacked.</source>
        <translation>Защищает от архивов, которые бесконечно растут при распаковке.</translation>
    </message>
    <message>
        <source>Pixels of a photo</source>
        <translation>Пикселей в фотографии</translation>
    </message>
    <message>
        <source>Size of a file</source>
        <translation>Размер файла</translation>
    </message>
    <message>
        <source>Files in an archive</source>
        <translation>Файлов в архиве</translation>
    </message>
    <message>
        <source>Unpacked size of an archive</source>
        <translation>Размер архива после распаковки</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Включено</translation>
    </message>
    <message>
        <source>Byte order mark in CSV files</source>
        <translation>Метка порядка байтов в файлах CSV</translation>
    </message>
    <message>
        <source>Excel needs it to read Cyrillic letters.</source>
        <translation>Без неё Excel не прочтёт русские буквы.</translation>
    </message>
    <message>
        <source>The small pictures were deleted. They are made anew when needed.</source>
        <translation>Миниатюры удалены. Они создаются заново, когда нужны.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Search: %1</source>
        <translation>Поиск: %1</translation>
    </message>
    <message>
        <source>Add a folder with photos</source>
        <translation>Добавить папку с фотографиями</translation>
    </message>
    <message>
        <source>A job is still running.</source>
        <translation>Задание ещё выполняется.</translation>
    </message>
    <message>
        <source>What is finished is kept. A scan goes on when you start Faceapp again.</source>
        <translation>Готовое сохранится. Сканирование продолжится, когда вы снова запустите Faceapp.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Остановить и закрыть</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>Продолжить работу</translation>
    </message>
</context>
<context>
    <name>MatchActions</name>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Search for this face</source>
        <translation>Искать это лицо</translation>
    </message>
    <message>
        <source>Add to the search</source>
        <translation>Добавить к поиску</translation>
    </message>
    <message>
        <source>Show in Photos</source>
        <translation>Показать на странице «Фото»</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Открыть в браузере</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Копировать путь</translation>
    </message>
    <message numerus="yes">
        <source>Export %n face(s)…</source>
        <translation>
            <numerusform>Экспорт: %Ln&#xa0;лицо…</numerusform>
            <numerusform>Экспорт: %Ln&#xa0;лица…</numerusform>
            <numerusform>Экспорт: %Ln&#xa0;лиц…</numerusform>
        </translation>
    </message>
    <message>
        <source>Export the faces found</source>
        <translation>Экспорт найденных лиц</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Таблица (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>faces found</source>
        <translation>найденные лица</translation>
    </message>
    <message>
        <source>Export to %1</source>
        <translation>Экспорт в %1</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) were written to %1.</source>
        <translation>
            <numerusform>В %1 записано %Ln&#xa0;лицо.</numerusform>
            <numerusform>В %1 записаны %Ln&#xa0;лица.</numerusform>
            <numerusform>В %1 записано %Ln&#xa0;лиц.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchesModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Download…</source>
        <translation>Загрузить…</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Загрузить %1</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Установлена</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Удалить %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
</context>
<context>
    <name>ModelsSection</name>
    <message>
        <source>To download</source>
        <translation>Можно загрузить</translation>
    </message>
    <message>
        <source>Imported by you</source>
        <translation>Импортированы вами</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Модели</translation>
    </message>
    <message>
        <source>Files of your own</source>
        <translation>Свои файлы</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Импорт</translation>
    </message>
    <message>
        <source>An InsightFace pack or a single model: a folder, a zip archive, or a file that ends in .onnx or .h5. The files are copied.</source>
        <translation>Набор InsightFace или отдельная модель: папка, архив zip или файл .onnx либо .h5. Файлы копируются.</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Папка…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Файл…</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Compares every model file with what was imported or published.</source>
        <translation>Сверяет каждый файл моделей с тем, что импортировано или опубликовано.</translation>
    </message>
    <message>
        <source>Check all files</source>
        <translation>Проверить все файлы</translation>
    </message>
    <message>
        <source>From files of your own</source>
        <translation>Из своих файлов</translation>
    </message>
    <message>
        <source>Size: unknown, at most 1 GB</source>
        <translation>Размер: неизвестен, не больше 1 ГБ</translation>
    </message>
    <message>
        <source>Size: %1</source>
        <translation>Размер: %1</translation>
    </message>
    <message>
        <source>It is fetched from:</source>
        <translation>Откуда загружается:</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Загрузить %1</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Загрузить</translation>
    </message>
    <message>
        <source>I have read the licence and accept it</source>
        <translation>Лицензия прочитана и принята</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation>Загрузка: %1</translation>
    </message>
    <message>
        <source>%1 is installed. It is listed under Engine and device.</source>
        <translation>Модель %1 установлена. Она в списке «Движок и устройство».</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>Удалить %1?</translation>
    </message>
    <message>
        <source>Its files are deleted. Names, decisions and vectors in your library stay and are used again when you install it again.</source>
        <translation>Файлы модели будут удалены. Имена, решения и векторы в библиотеке останутся и пригодятся, если установить её снова.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Folder with models</source>
        <translation>Папка с моделями</translation>
    </message>
    <message>
        <source>Models (%1)</source>
        <translation>Модели (%1)</translation>
    </message>
    <message>
        <source>Model file</source>
        <translation>Файл модели</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Импорт…</translation>
    </message>
    <message>
        <source>%1 was imported. It is listed under Engine and device.</source>
        <translation>%1: импортировано. Смотрите в списке «Движок и устройство».</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Проверка…</translation>
    </message>
    <message>
        <source>Every file is as it should be.</source>
        <translation>Все файлы такие, какими должны быть.</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>today, %1</source>
        <translation>сегодня, %1</translation>
    </message>
    <message>
        <source>yesterday, %1</source>
        <translation>вчера, %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 мин %2 с</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 ч %2 мин</translation>
    </message>
</context>
<context>
    <name>NoResults</name>
    <message>
        <source>No face was found on this photo</source>
        <translation>На этой фотографии лиц не найдено</translation>
    </message>
    <message>
        <source>Take a photo on which the face is larger, sharper or turned more to the camera.</source>
        <translation>Возьмите фотографию, на которой лицо крупнее, чётче или больше повёрнуто к камере.</translation>
    </message>
    <message>
        <source>Another sample…</source>
        <translation>Другой образец…</translation>
    </message>
    <message>
        <source>The search did not succeed</source>
        <translation>Поиск не удался</translation>
    </message>
    <message>
        <source>Nobody to look for</source>
        <translation>Некого искать</translation>
    </message>
    <message>
        <source>Everybody above is marked with “not”. Mark somebody with “and” or “or”.</source>
        <translation>Все наверху отмечены «не». Отметьте кого-нибудь «и» или «или».</translation>
    </message>
    <message>
        <source>Reset the filters</source>
        <translation>Сбросить фильтры</translation>
    </message>
    <message>
        <source>No photo with a face comes from there or from that time.</source>
        <translation>Оттуда или за это время нет фотографий с лицами.</translation>
    </message>
    <message>
        <source>Nothing to search</source>
        <translation>Искать негде</translation>
    </message>
    <message>
        <source>No face reaches %1 %</source>
        <translation>Ни одно лицо не достигает %1 %</translation>
    </message>
    <message>
        <source>The face most alike reaches %1 %.</source>
        <translation>Самое похожее достигает %1 %.</translation>
    </message>
    <message numerus="yes">
        <source>Show %n face(s) from %1 %</source>
        <translation>
            <numerusform>Показать %Ln лицо от %1 %</numerusform>
            <numerusform>Показать %Ln лица от %1 %</numerusform>
            <numerusform>Показать %Ln лиц от %1 %</numerusform>
        </translation>
    </message>
    <message>
        <source>No photo fits at %1 %</source>
        <translation>При %1 % ни одна фотография не подходит</translation>
    </message>
    <message>
        <source>At no similarity is there a photo with all of them. Take somebody away, or let others be on the photo.</source>
        <translation>Ни при каком сходстве нет фотографии, где всё это выполнено. Уберите кого-нибудь или разрешите другие лица.</translation>
    </message>
    <message>
        <source>No photo fits</source>
        <translation>Ни одна фотография не подходит</translation>
    </message>
    <message numerus="yes">
        <source>Show %n photo(s) at %1 %</source>
        <translation>
            <numerusform>Показать %Ln фотографию при %1 %</numerusform>
            <numerusform>Показать %Ln фотографии при %1 %</numerusform>
            <numerusform>Показать %Ln фотографий при %1 %</numerusform>
        </translation>
    </message>
    <message>
        <source>At another similarity there are such photos.</source>
        <translation>При другом сходстве такие фотографии есть.</translation>
    </message>
    <message>
        <source>This person was not found</source>
        <translation>Этот человек не найден</translation>
    </message>
    <message>
        <source>No face reaches even 70 %. Try another photo of the person: larger, sharper, from about the same years.</source>
        <translation>Ни одно лицо не достигает даже 70 %. Попробуйте другую фотографию этого человека: крупнее, чётче, примерно тех же лет.</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>Искать везде</translation>
    </message>
</context>
<context>
    <name>NoSearch</name>
    <message>
        <source>Add a folder…</source>
        <translation>Добавить папку…</translation>
    </message>
    <message>
        <source>There is no face to search yet</source>
        <translation>Искать пока негде</translation>
    </message>
    <message>
        <source>Add a folder with photos, or drop one on the window. Then search here.</source>
        <translation>Добавьте папку с фотографиями или перетащите её в окно. Потом ищите здесь.</translation>
    </message>
    <message>
        <source>Another sample…</source>
        <translation>Другой образец…</translation>
    </message>
    <message>
        <source>Back to the results</source>
        <translation>Назад к результатам</translation>
    </message>
    <message>
        <source>%1 cannot be searched for</source>
        <translation>Не удаётся искать: %1</translation>
    </message>
    <message>
        <source>The sample</source>
        <translation>Образец</translation>
    </message>
    <message>
        <source>Add a folder with photos</source>
        <translation>Добавить папку с фотографиями</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>“%1”</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>Группа %1</translation>
    </message>
    <message>
        <source>Unnamed %1</source>
        <translation>Без имени %1</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 и ещё %2</translation>
    </message>
    <message>
        <source>Single faces</source>
        <translation>Одиночные лица</translation>
    </message>
</context>
<context>
    <name>PeopleActions</name>
    <message>
        <source>Choose two or more to merge: Ctrl and a click adds one.</source>
        <translation>Чтобы объединить, выберите двух или больше: щелчок с Ctrl добавляет.</translation>
    </message>
    <message>
        <source>Who is %1?</source>
        <translation>Кто такой «%1»?</translation>
    </message>
    <message>
        <source>Both become one person, with the name that you enter.</source>
        <translation>Оба станут одним человеком с именем, которое вы введёте.</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Объединить</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Name…</source>
        <translation>Назвать…</translation>
    </message>
    <message>
        <source>Merge with…</source>
        <translation>Объединить с…</translation>
    </message>
    <message>
        <source>Search this face</source>
        <translation>Искать это лицо</translation>
    </message>
    <message numerus="yes">
        <source>Merge %n</source>
        <translation>
            <numerusform>Объединить %Ln</numerusform>
            <numerusform>Объединить %Ln</numerusform>
            <numerusform>Объединить %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Фотографии</translation>
    </message>
    <message>
        <source>Forget for good…</source>
        <translation>Забыть навсегда…</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Показать снова</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Скрыть</translation>
    </message>
</context>
<context>
    <name>PeopleGrid</name>
    <message>
        <source>Who is it?</source>
        <translation>Кто это?</translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln лицо</numerusform>
            <numerusform>%Ln лица</numerusform>
            <numerusform>%Ln лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln фотография</numerusform>
            <numerusform>%Ln фотографии</numerusform>
            <numerusform>%Ln фотографий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them guessed, not confirmed</source>
        <translation>
            <numerusform>%Ln из них угадано, не подтверждено</numerusform>
            <numerusform>%Ln из них угаданы, не подтверждены</numerusform>
            <numerusform>%Ln из них угаданы, не подтверждены</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleOverview</name>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>People could not be read</source>
        <translation>Прочитать людей не удалось</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Назвать</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Объединить</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>Размер картинок</translation>
    </message>
    <message>
        <source>Hidden: %1</source>
        <translation>Скрыто: %1</translation>
    </message>
    <message>
        <source>Groups appear here as soon as they are ready. You can go on working.</source>
        <translation>Группы появятся здесь, как только будут готовы. Можно работать дальше.</translation>
    </message>
    <message>
        <source>Faces are being grouped</source>
        <translation>Лица группируются</translation>
    </message>
    <message>
        <source>Add photos: drop a folder onto the window. Then faces are grouped.</source>
        <translation>Добавьте фотографии: перетащите папку на окно. После этого лица сгруппируются.</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>Добавить фотографии…</translation>
    </message>
    <message>
        <source>There are no faces yet</source>
        <translation>Лиц пока нет</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) are not grouped yet</source>
        <translation>
            <numerusform>%Ln лицо ещё не сгруппировано</numerusform>
            <numerusform>%Ln лица ещё не сгруппированы</numerusform>
            <numerusform>%Ln лиц ещё не сгруппировано</numerusform>
        </translation>
    </message>
    <message>
        <source>Grouping puts the faces of one person together. You then give each group a name.</source>
        <translation>Группировка собирает лица одного человека вместе. Останется дать каждой группе имя.</translation>
    </message>
    <message>
        <source>Group faces</source>
        <translation>Сгруппировать лица</translation>
    </message>
    <message>
        <source>Look at single faces</source>
        <translation>Посмотреть одиночные лица</translation>
    </message>
    <message>
        <source>Nobody is hidden</source>
        <translation>Скрытых нет</translation>
    </message>
    <message>
        <source>Nobody is called “%1”</source>
        <translation>Никого не зовут «%1»</translation>
    </message>
    <message>
        <source>Try a part of the name.</source>
        <translation>Попробуйте часть имени.</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Без имени</translation>
    </message>
    <message>
        <source>In no group</source>
        <translation>Вне групп</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Скрытые</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%Ln человек</numerusform>
            <numerusform>%Ln человека</numerusform>
            <numerusform>%Ln человек</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%Ln группа</numerusform>
            <numerusform>%Ln группы</numerusform>
            <numerusform>%Ln групп</numerusform>
        </translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Показать снова</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>Выбрано: %Ln</numerusform>
            <numerusform>Выбрано: %Ln</numerusform>
            <numerusform>Выбрано: %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Имена</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Разбор</translation>
    </message>
    <message>
        <source>Group faces</source>
        <translation>Группировка</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
</context>
<context>
    <name>PeoplePicking</name>
    <message>
        <source>Nobody has a name yet. Name a face in the viewer first.</source>
        <translation>Ни у кого ещё нет имени. Сначала назовите лицо при просмотре.</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>Найти человека</translation>
    </message>
</context>
<context>
    <name>PersonHead</name>
    <message>
        <source>Who is it?</source>
        <translation>Кто это?</translation>
    </message>
    <message>
        <source>Single faces</source>
        <translation>Одиночные лица</translation>
    </message>
    <message>
        <source>Faces that the program took for nobody else. Select some of one person and type the name.</source>
        <translation>Лица, которые ни на кого не похожи. Выберите лица одного человека и введите имя.</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln лицо</numerusform>
            <numerusform>%Ln лица</numerusform>
            <numerusform>%Ln лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>All people (Esc)</source>
        <translation>Все люди (Esc)</translation>
    </message>
    <message>
        <source>On photos with</source>
        <translation>На фотографиях с</translation>
    </message>
    <message>
        <source>Change the name (F2)</source>
        <translation>Изменить имя (F2)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Назвать</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Фотографии</translation>
    </message>
    <message>
        <source>Describe…</source>
        <translation>Описать…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln фотография</numerusform>
            <numerusform>%Ln фотографии</numerusform>
            <numerusform>%Ln фотографий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n guessed</source>
        <translation>
            <numerusform>%Ln угадано</numerusform>
            <numerusform>%Ln угадано</numerusform>
            <numerusform>%Ln угадано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n photo(s) together</source>
        <translation>
            <numerusform>Вместе на %Ln фотографии</numerusform>
            <numerusform>Вместе на %Ln фотографиях</numerusform>
            <numerusform>Вместе на %Ln фотографиях</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonView</name>
    <message>
        <source>Faces</source>
        <translation>Лица</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>Перенести к…</translation>
    </message>
    <message numerus="yes">
        <source>%n guessed: press Y where it is right, N where it is not</source>
        <translation>
            <numerusform>%Ln угадано: Y — верно, N — нет</numerusform>
            <numerusform>%Ln угадано: Y — верно, N — нет</numerusform>
            <numerusform>%Ln угадано: Y — верно, N — нет</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that may be the same: press Y or N</source>
        <translation>
            <numerusform>%Ln — возможно, тот же человек: нажмите Y или N</numerusform>
            <numerusform>%Ln — возможно, тот же человек: нажмите Y или N</numerusform>
            <numerusform>%Ln — возможно, тот же человек: нажмите Y или N</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n confirmed</source>
        <translation>
            <numerusform>%Ln подтверждено</numerusform>
            <numerusform>%Ln подтверждено</numerusform>
            <numerusform>%Ln подтверждено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>Выбрано: %Ln</numerusform>
            <numerusform>Выбрано: %Ln</numerusform>
            <numerusform>Выбрано: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln лицо</numerusform>
            <numerusform>%Ln лица</numerusform>
            <numerusform>%Ln лиц</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoPanel</name>
    <message>
        <source>Camera</source>
        <translation>Камера</translation>
    </message>
    <message>
        <source>Place: %1</source>
        <translation>Место: %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 мм</translation>
    </message>
    <message>
        <source>Missing: the file is not there now.</source>
        <translation>Отсутствует: сейчас файла нет на месте.</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Открыть в браузере</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Открыть файл</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>Показать в папке</translation>
    </message>
    <message>
        <source>Album: %1</source>
        <translation>Альбом: %1</translation>
    </message>
    <message>
        <source>Author: %1</source>
        <translation>Автор: %1</translation>
    </message>
    <message>
        <source>%1 says: %2</source>
        <translation>%1 отмечает: %2</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3 megapixels</source>
        <translation>%1 × %2 пикселей, %3 Мп</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;лицо</numerusform>
            <numerusform>%Ln&#xa0;лица</numerusform>
            <numerusform>%Ln&#xa0;лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>No face was found on this photo.</source>
        <translation>На этой фотографии лиц не найдено.</translation>
    </message>
    <message>
        <source>Unnamed</source>
        <translation>Без имени</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Score %1</source>
        <translation>Оценка %1</translation>
    </message>
    <message>
        <source>Quality %1</source>
        <translation>Качество %1</translation>
    </message>
    <message>
        <source>Drawn by hand</source>
        <translation>Нарисовано вручную</translation>
    </message>
    <message>
        <source>Found by another engine</source>
        <translation>Найдено другим движком</translation>
    </message>
    <message>
        <source>Processing</source>
        <translation>Обработка</translation>
    </message>
    <message>
        <source>Engine: %1</source>
        <translation>Движок: %1</translation>
    </message>
    <message>
        <source>Processed: %1</source>
        <translation>Обработана: %1</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Privacy</source>
        <translation>Конфиденциальность</translation>
    </message>
    <message>
        <source>What Faceapp keeps, and where</source>
        <translation>Что хранит Faceapp и где</translation>
    </message>
    <message>
        <source>Everything stays on this computer</source>
        <translation>Всё остаётся на этом компьютере</translation>
    </message>
    <message>
        <source>Photos, faces and names are never sent anywhere. The network is used only to read the sources that you add, and to download models when you ask for it.</source>
        <translation>Фотографии, лица и имена никуда не отправляются. Сеть нужна, только чтобы читать источники, которые вы добавили, и загружать модели, когда вы об этом просите.</translation>
    </message>
    <message>
        <source>Of every photo</source>
        <translation>О каждой фотографии</translation>
    </message>
    <message>
        <source>Path, size, date taken, fingerprints of its bytes, a small picture.</source>
        <translation>Путь, размер, дата съёмки, отпечатки содержимого, миниатюра.</translation>
    </message>
    <message>
        <source>Of every face</source>
        <translation>О каждом лице</translation>
    </message>
    <message>
        <source>Its place on the photo, how good it is, and a row of numbers that tells it from other faces. Such numbers are biometric data: guard them like the photos.</source>
        <translation>Место на фотографии, качество и ряд чисел, который отличает это лицо от других. Такие числа — биометрические данные: берегите их, как сами фотографии.</translation>
    </message>
    <message>
        <source>Of every person</source>
        <translation>О каждом человеке</translation>
    </message>
    <message>
        <source>The name you gave, and which faces are theirs.</source>
        <translation>Имя, которое вы дали, и какие лица ему принадлежат.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message>
        <source>In %1, which only your user may open. Nothing is encrypted: if others use your account, encrypt the disk.</source>
        <translation>В %1; открыть эту папку может только ваш пользователь. Ничего не зашифровано: если вашей учётной записью пользуются другие, зашифруйте диск.</translation>
    </message>
    <message>
        <source>In log files</source>
        <translation>В журналах</translation>
    </message>
    <message>
        <source>What happened and when, without names and paths of photos.</source>
        <translation>Что и когда произошло, без имён и путей фотографий.</translation>
    </message>
    <message>
        <source>Delete all face data</source>
        <translation>Удалить все данные о лицах</translation>
    </message>
    <message>
        <source>Faces, their numbers, names, decisions, the list of photos, small pictures, fitted scales and backups are deleted for good. Your photo files, models, settings and the list of folders stay.</source>
        <translation>Лица, их числа, имена, решения, список фотографий, миниатюры, подобранные шкалы и резервные копии удаляются навсегда. Файлы фотографий, модели, настройки и список папок остаются.</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>A job is still running. Cancel it first, or wait for its end.</source>
        <translation>Задание ещё выполняется. Сначала отмените его или дождитесь конца.</translation>
    </message>
    <message>
        <source>Delete all face data?</source>
        <translation>Удалить все данные о лицах?</translation>
    </message>
    <message>
        <source>This cannot be undone: names that you gave are gone, and finding the faces again takes a new scan of all photos. Your photo files stay.</source>
        <translation>Отменить это нельзя: имена, которые вы дали, пропадут, а чтобы снова найти лица, придётся заново сканировать все фотографии. Файлы фотографий останутся.</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Удалить навсегда</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>удалить</translation>
    </message>
    <message>
        <source>Deleting all face data</source>
        <translation>Удаление всех данных о лицах</translation>
    </message>
    <message>
        <source>All face data was deleted.</source>
        <translation>Все данные о лицах удалены.</translation>
    </message>
</context>
<context>
    <name>ProposedNames</name>
    <message>
        <source>Not checked by anybody here:</source>
        <translation>Подсказка сервиса, проверьте сами:</translation>
    </message>
    <message>
        <source>%1 says: %2</source>
        <translation>%1 отмечает: %2</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Папка:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>&amp;Тип файлов:</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Why this face</source>
        <translation>Почему это лицо</translation>
    </message>
    <message>
        <source>Who is on this photo</source>
        <translation>Кто на этой фотографии</translation>
    </message>
</context>
<context>
    <name>RecentSamples</name>
    <message>
        <source>Searched for last</source>
        <translation>Недавние образцы</translation>
    </message>
    <message>
        <source>Search again: %1</source>
        <translation>Искать снова: %1</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Least similarity in per cent</source>
        <translation>Наименьшее сходство в процентах</translation>
    </message>
    <message>
        <source>Faces found</source>
        <translation>Найденные лица</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Поиск…</translation>
    </message>
    <message>
        <source>Most alike first</source>
        <translation>Сначала самые похожие</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Сначала новые</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Порядок</translation>
    </message>
    <message>
        <source>As many strangers look alike by chance at this per cent, as measured on pairs of different people. Relatives look more alike.</source>
        <translation>Столько посторонних случайно похожи при этом проценте; измерено на парах разных людей. Родственники похожи больше.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;лицо</numerusform>
            <numerusform>%Ln&#xa0;лица</numerusform>
            <numerusform>%Ln&#xa0;лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;фотография</numerusform>
            <numerusform>%Ln&#xa0;фотографии</numerusform>
            <numerusform>%Ln&#xa0;фотографий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The best %n face(s) of more</source>
        <translation>
            <numerusform>Лучшее %Ln&#xa0;лицо, есть ещё</numerusform>
            <numerusform>Лучшие %Ln&#xa0;лица, есть ещё</numerusform>
            <numerusform>Лучшие %Ln&#xa0;лиц, есть ещё</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) searched</source>
        <translation>
            <numerusform>Просмотрено %Ln&#xa0;лицо</numerusform>
            <numerusform>Просмотрено %Ln&#xa0;лица</numerusform>
            <numerusform>Просмотрено %Ln&#xa0;лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Of a sample only the 5,000 faces most alike count.</source>
        <translation>%1. От каждого образца учтены только 5 000 самых похожих лиц.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1. Provisional scale: strangers not counted</source>
        <translation>%1. Посторонние не сосчитаны: шкала предварительная</translation>
    </message>
    <message>
        <source>%1. Strangers to expect: about %2</source>
        <translation>%1. Ожидается посторонних: около %2</translation>
    </message>
    <message>
        <source>%1. Strangers to expect: hardly any</source>
        <translation>%1. Посторонних почти не ожидается</translation>
    </message>
</context>
<context>
    <name>ReviewBoard</name>
    <message>
        <source>The photo</source>
        <translation>Фотография</translation>
    </message>
    <message>
        <source>Open the photo</source>
        <translation>Открыть фотографию</translation>
    </message>
    <message>
        <source>Somebody else: type the name</source>
        <translation>Кто-то другой: введите имя</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Отвечено</translation>
    </message>
    <message>
        <source>All people (Esc)</source>
        <translation>Все люди (Esc)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Пропустить</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Пробел</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Не лицо</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Скрыть</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln лицо</numerusform>
            <numerusform>%Ln лица</numerusform>
            <numerusform>%Ln лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>Type the name</source>
        <translation>Введите имя</translation>
    </message>
    <message>
        <source>The last answer was taken back.</source>
        <translation>Последний ответ отменён.</translation>
    </message>
    <message>
        <source>There is no answer to take back.</source>
        <translation>Отменять нечего.</translation>
    </message>
    <message>
        <source>The questions that settle most come first.</source>
        <translation>Сначала вопросы, которые решают больше всего.</translation>
    </message>
    <message>
        <source>Preparing the questions…</source>
        <translation>Готовятся вопросы…</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) given.</source>
        <translation>
            <numerusform>Дан %Ln ответ.</numerusform>
            <numerusform>Дано %Ln ответа.</numerusform>
            <numerusform>Дано %Ln ответов.</numerusform>
        </translation>
    </message>
    <message>
        <source>All people</source>
        <translation>Все люди</translation>
    </message>
    <message>
        <source>There are no more questions</source>
        <translation>Вопросов больше нет</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) confirmed</source>
        <translation>
            <numerusform>Подтверждено %Ln лицо</numerusform>
            <numerusform>Подтверждено %Ln лица</numerusform>
            <numerusform>Подтверждено %Ln лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) left</source>
        <translation>
            <numerusform>Остался %Ln вопрос</numerusform>
            <numerusform>Осталось %Ln вопроса</numerusform>
            <numerusform>Осталось %Ln вопросов</numerusform>
        </translation>
    </message>
    <message>
        <source>Is this %1?</source>
        <translation>Это %1?</translation>
    </message>
    <message>
        <source>Are %1 and %2 one person?</source>
        <translation>%1 и %2 — один человек?</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Кто это?</translation>
    </message>
    <message>
        <source>%1 % alike</source>
        <translation>Сходство %1 %</translation>
    </message>
    <message>
        <source>Most like %1, %2 %</source>
        <translation>Больше всего похож: %1, %2 %</translation>
    </message>
    <message>
        <source>Next: %1, %2 %</source>
        <translation>Следующий: %1, %2 %</translation>
    </message>
    <message numerus="yes">
        <source>The answer settles %n face(s)</source>
        <translation>
            <numerusform>Ответ решит %Ln лицо</numerusform>
            <numerusform>Ответ решит %Ln лица</numerusform>
            <numerusform>Ответ решит %Ln лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+%n face(s)</source>
        <translation>
            <numerusform>+%Ln лицо</numerusform>
            <numerusform>+%Ln лица</numerusform>
            <numerusform>+%Ln лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more guessed</source>
        <translation>
            <numerusform>ещё %Ln угадано</numerusform>
            <numerusform>ещё %Ln угадано</numerusform>
            <numerusform>ещё %Ln угадано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) refused</source>
        <translation>
            <numerusform>отклонено %Ln лицо</numerusform>
            <numerusform>отклонено %Ln лица</numerusform>
            <numerusform>отклонено %Ln лиц</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Review</source>
        <translation>Разбор</translation>
    </message>
    <message>
        <source>The review could not begin</source>
        <translation>Разбор не начался</translation>
    </message>
    <message>
        <source>The review could not go on</source>
        <translation>Разбор не может продолжаться</translation>
    </message>
</context>
<context>
    <name>SampleDialog</name>
    <message>
        <source>Search by a sample photo</source>
        <translation>Поиск по образцу</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>SamplePanel</name>
    <message>
        <source>Faces on the sample</source>
        <translation>Лица на образце</translation>
    </message>
    <message>
        <source>Another sample…</source>
        <translation>Другой образец…</translation>
    </message>
    <message>
        <source>Enlarge…</source>
        <translation>Увеличить…</translation>
    </message>
    <message>
        <source>All photos on which this person has the name.</source>
        <translation>Все фотографии, на которых этот человек назван по имени.</translation>
    </message>
    <message numerus="yes">
        <source>%n faces. Click the one to search for.</source>
        <translation>
            <numerusform>%Ln&#xa0;лицо. Щёлкните по тому, кого искать.</numerusform>
            <numerusform>%Ln&#xa0;лица. Щёлкните по тому, кого искать.</numerusform>
            <numerusform>%Ln&#xa0;лиц. Щёлкните по тому, кого искать.</numerusform>
        </translation>
    </message>
    <message>
        <source>One face, which is searched for.</source>
        <translation>Одно лицо, его и ищем.</translation>
    </message>
    <message>
        <source>No face was found here.</source>
        <translation>Здесь лиц не найдено.</translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;папка</numerusform>
            <numerusform>%Ln&#xa0;папки</numerusform>
            <numerusform>%Ln&#xa0;папок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;файл</numerusform>
            <numerusform>%Ln&#xa0;файла</numerusform>
            <numerusform>%Ln&#xa0;файлов</numerusform>
        </translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>Добавить: %1</translation>
    </message>
    <message numerus="yes">
        <source>about %n file(s)</source>
        <translation>
            <numerusform>около %Ln&#xa0;файла</numerusform>
            <numerusform>около %Ln&#xa0;файлов</numerusform>
            <numerusform>около %Ln&#xa0;файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n file(s)</source>
        <translation>
            <numerusform>больше %Ln&#xa0;файла</numerusform>
            <numerusform>больше %Ln&#xa0;файлов</numerusform>
            <numerusform>больше %Ln&#xa0;файлов</numerusform>
        </translation>
    </message>
    <message>
        <source>The scan that was interrupted goes on.</source>
        <translation>Прерванное сканирование продолжается.</translation>
    </message>
    <message>
        <source>Changes in watched folders</source>
        <translation>Изменения в папках</translation>
    </message>
    <message>
        <source>Updating sources</source>
        <translation>Обновление источников</translation>
    </message>
    <message>
        <source>Scanning all folders</source>
        <translation>Сканирование всех папок</translation>
    </message>
    <message>
        <source>Scanning %1</source>
        <translation>Сканирование: %1</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Ничего нового</translation>
    </message>
    <message>
        <source>No photos were found.</source>
        <translation>Фотографий не найдено.</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Источники</translation>
    </message>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;новая фотография</numerusform>
            <numerusform>%Ln&#xa0;новые фотографии</numerusform>
            <numerusform>%Ln&#xa0;новых фотографий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated</source>
        <translation>
            <numerusform>%Ln&#xa0;обновлена</numerusform>
            <numerusform>%Ln&#xa0;обновлены</numerusform>
            <numerusform>%Ln&#xa0;обновлено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;лицо</numerusform>
            <numerusform>%Ln&#xa0;лица</numerusform>
            <numerusform>%Ln&#xa0;лиц</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln&#xa0;с&#xa0;ошибкой</numerusform>
            <numerusform>%Ln&#xa0;с&#xa0;ошибкой</numerusform>
            <numerusform>%Ln&#xa0;с&#xa0;ошибкой</numerusform>
        </translation>
    </message>
    <message>
        <source>The scan was stopped: %1. What was found is kept.</source>
        <translation>Сканирование остановлено: %1. Найденное сохранено.</translation>
    </message>
    <message>
        <source>Updating %1</source>
        <translation>Обновление: %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
</context>
<context>
    <name>SearchFilters</name>
    <message>
        <source>Reset</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>All sources</source>
        <translation>Все источники</translation>
    </message>
    <message>
        <source>Find an album</source>
        <translation>Найти альбом</translation>
    </message>
    <message>
        <source>All albums</source>
        <translation>Все альбомы</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>Любая дата</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>One photo at a time: the first one is searched for.</source>
        <translation>За раз — одна фотография: ищем по первой.</translation>
    </message>
    <message>
        <source>Picture from the clipboard</source>
        <translation>Картинка из буфера обмена</translation>
    </message>
    <message>
        <source>Search for the person on this photo</source>
        <translation>Искать человека с этой фотографии</translation>
    </message>
    <message>
        <source>Several photos or a folder are added to the library instead</source>
        <translation>Несколько фотографий или папка добавляются в библиотеку</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Сравнить…</translation>
    </message>
    <message>
        <source>The same search by memory index, Milvus and exactly</source>
        <translation>Тот же поиск индексом в памяти, Milvus и точным перебором</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Экспорт…</translation>
    </message>
    <message>
        <source>New search…</source>
        <translation>Новый поиск…</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>No face was found on %1.</source>
        <translation>На %1 лиц не найдено.</translation>
    </message>
    <message>
        <source>Opening the engine, which takes some seconds the first time…</source>
        <translation>Движок открывается; в первый раз это занимает несколько секунд…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Поиск…</translation>
    </message>
</context>
<context>
    <name>SearchStart</name>
    <message>
        <source>Search for somebody by name…</source>
        <translation>Искать по имени…</translation>
    </message>
</context>
<context>
    <name>SecretsDialog</name>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Sign-ins on this computer</source>
        <translation>Вход в сервисы</translation>
    </message>
    <message>
        <source>Delete the sign-ins on this computer?</source>
        <translation>Удалить входы в сервисы с этого компьютера?</translation>
    </message>
    <message>
        <source>Without the passphrase nobody can read them. You sign in to services anew.</source>
        <translation>Без пароля их никто не прочтёт. Войти в сервисы нужно будет заново.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
</context>
<context>
    <name>SecretsPanel</name>
    <message>
        <source>Only until Faceapp is closed</source>
        <translation>Только до закрытия Faceapp</translation>
    </message>
    <message>
        <source>In a file under a passphrase</source>
        <translation>В файле под паролем</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>The passphrase once more</source>
        <translation>Пароль ещё раз</translation>
    </message>
    <message>
        <source>I forgot it</source>
        <translation>Не помню пароль</translation>
    </message>
    <message>
        <source>Your sign-ins are kept in a file under a passphrase. Type it once.</source>
        <translation>Входы в сервисы хранятся в файле под паролем. Введите его один раз.</translation>
    </message>
    <message>
        <source>This computer has no keyring that could keep a sign-in safely. Where should it be kept? A forgotten passphrase cannot be found again: you would sign in anew.</source>
        <translation>На этом компьютере нет связки ключей, которая надёжно хранила бы вход. Где его хранить? Забытый пароль не восстановить: придётся войти заново.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Пароли не совпадают.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign in to %1</source>
        <translation>Вход: %1</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Токен</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Применить</translation>
    </message>
    <message>
        <source>Or paste a token that you have. It goes into the keyring of this computer, or where you chose, and nowhere else.</source>
        <translation>Или вставьте готовый токен. Он попадёт в связку ключей этого компьютера или туда, куда вы выбрали, и больше никуда.</translation>
    </message>
    <message>
        <source>Where to get one</source>
        <translation>Где его взять</translation>
    </message>
    <message>
        <source>Signed in as %1.</source>
        <translation>Вход выполнен: %1.</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>Вход выполнен.</translation>
    </message>
</context>
<context>
    <name>Sizes</name>
    <message>
        <source>%1 B</source>
        <translation>%1&#xa0;Б</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/с</translation>
    </message>
</context>
<context>
    <name>SourceAdder</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>How it works</source>
        <translation>Как это устроено</translation>
    </message>
    <message>
        <source>Add a source</source>
        <translation>Добавить источник</translation>
    </message>
    <message>
        <source>Link or folder</source>
        <translation>Ссылка или папка</translation>
    </message>
    <message>
        <source>Choose an archive…</source>
        <translation>Выбрать архив…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Выбрать папку…</translation>
    </message>
    <message>
        <source>Everything on my disk</source>
        <translation>Весь мой диск</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Войти…</translation>
    </message>
    <message>
        <source>Paste a link or the path of a folder, or drop folders anywhere on the window. Photos are only read, wherever they lie.</source>
        <translation>Вставьте ссылку или путь к папке либо перетащите папки в окно. Фотографии только читаются, где бы они ни лежали.</translation>
    </message>
    <message>
        <source>A folder of this computer or of a network drive. It can be watched: new, moved and deleted photos are then taken up by themselves.</source>
        <translation>Папка этого компьютера или сетевого диска. За ней можно наблюдать: новые, перемещённые и удалённые фотографии подхватятся сами.</translation>
    </message>
    <message>
        <source>All albums of a person or a community, or one album, by link or short name. VKontakte shows albums only to programs with a token: sign in or paste one first.</source>
        <translation>Все альбомы человека или сообщества либо один альбом — по ссылке или короткому имени. ВКонтакте показывает альбомы только программам с токеном: сначала войдите или вставьте токен.</translation>
    </message>
    <message>
        <source>A public link to a folder or a photo needs no sign-in. Sign in to read your own disk.</source>
        <translation>Для публичной ссылки на папку или фотографию вход не нужен. Войдите, чтобы читать свой Диск.</translation>
    </message>
    <message>
        <source>A shared link, or your own folders. Both need a sign-in.</source>
        <translation>Ссылка общего доступа или ваши папки. Для того и другого нужен вход.</translation>
    </message>
    <message>
        <source>Photos that Google prepares for download at takeout.google.com: a zip or the unpacked folder, with dates and names. Other zip archives of photos work too.</source>
        <translation>Фотографии, которые Google готовит к скачиванию на takeout.google.com: zip или распакованная папка, с датами и именами. Подойдут и другие архивы zip с фотографиями.</translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Show its photos</source>
        <translation>Показать фотографии</translation>
    </message>
    <message>
        <source>Update now</source>
        <translation>Обновить сейчас</translation>
    </message>
    <message>
        <source>Include in updates again</source>
        <translation>Снова обновлять</translation>
    </message>
    <message>
        <source>Pause updates</source>
        <translation>Приостановить обновления</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Открыть в браузере</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Переименовать…</translation>
    </message>
    <message>
        <source>Keep originals on this computer</source>
        <translation>Хранить оригиналы на этом компьютере</translation>
    </message>
    <message>
        <source>Watch for changes</source>
        <translation>Следить за изменениями</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Убрать…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Type the code…</source>
        <translation>Ввести код…</translation>
    </message>
    <message>
        <source>Open the browser</source>
        <translation>Открыть браузер</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Ввести пароль…</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Войти…</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Sign out: %1</source>
        <translation>Выйти: %1</translation>
    </message>
</context>
<context>
    <name>SourceWords</name>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>VKontakte</source>
        <translation>ВКонтакте</translation>
    </message>
    <message>
        <source>Yandex.Disk</source>
        <translation>Яндекс.Диск</translation>
    </message>
    <message>
        <source>Paused: updates leave it out</source>
        <translation>На паузе: при обновлении пропускается</translation>
    </message>
    <message>
        <source>Not updated yet</source>
        <translation>Ещё не обновлялся</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Обновлён</translation>
    </message>
    <message>
        <source>Watched: changes are taken up at once</source>
        <translation>Под наблюдением: изменения подхватываются сразу</translation>
    </message>
    <message>
        <source>Watched: this network drive is looked at every minute</source>
        <translation>Под наблюдением: сетевой диск проверяется раз в минуту</translation>
    </message>
    <message>
        <source>Watched: looked at every minute, because the system watches no more folders at once. To raise its limit: fs.inotify.max_user_watches</source>
        <translation>Под наблюдением: проверяется раз в минуту, потому что система не может следить за таким числом папок. Её предел: fs.inotify.max_user_watches</translation>
    </message>
    <message>
        <source>Watched, but not there now, or empty: nothing is taken for missing</source>
        <translation>Под наблюдением, но сейчас папки нет или она пуста: ничто не считается пропавшим</translation>
    </message>
    <message>
        <source>Watched</source>
        <translation>Под наблюдением</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln фотография</numerusform>
            <numerusform>%Ln фотографии</numerusform>
            <numerusform>%Ln фотографий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n album(s)</source>
        <translation>
            <numerusform>%Ln альбом</numerusform>
            <numerusform>%Ln альбома</numerusform>
            <numerusform>%Ln альбомов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%Ln отсутствует</numerusform>
            <numerusform>%Ln отсутствуют</numerusform>
            <numerusform>%Ln отсутствуют</numerusform>
        </translation>
    </message>
    <message>
        <source>updated %1</source>
        <translation>обновлён: %1</translation>
    </message>
    <message>
        <source>as %1</source>
        <translation>вход: %1</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Ждёт своей очереди</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Останавливается…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>На паузе</translation>
    </message>
    <message>
        <source>Updating…</source>
        <translation>Обновляется…</translation>
    </message>
    <message>
        <source>Updating: %1</source>
        <translation>Обновляется: %1</translation>
    </message>
    <message>
        <source>Updating: %1 of %2</source>
        <translation>Обновляется: %1 из %2</translation>
    </message>
</context>
<context>
    <name>SourcesActions</name>
    <message>
        <source>Choose zip archives</source>
        <translation>Выберите архивы zip</translation>
    </message>
    <message>
        <source>Add a folder with photos</source>
        <translation>Добавить папку с фотографиями</translation>
    </message>
    <message>
        <source>The name is for you alone; updates leave it as it is.</source>
        <translation>Название видите только вы; обновления его не меняют.</translation>
    </message>
    <message>
        <source>Rename the source</source>
        <translation>Переименовать источник</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Signed out. What was found stays.</source>
        <translation>Вы вышли. Найденное остаётся.</translation>
    </message>
    <message>
        <source>Signed out here. The service did not answer: take the permission back on its site, too.</source>
        <translation>Здесь вы вышли, но сервис не ответил: отзовите разрешение и на его сайте.</translation>
    </message>
    <message>
        <source>Confirm in the browser, then update the source.</source>
        <translation>Подтвердите вход в браузере, затем обновите источник.</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>%1 is no longer updated. Its photos stay.</source>
        <translation>Больше не обновляется: %1. Фотографии остаются.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>%1 and its photos were removed from the library.</source>
        <translation>Убрано из библиотеки вместе с фотографиями: %1.</translation>
    </message>
</context>
<context>
    <name>SourcesPage</name>
    <message>
        <source>Sources</source>
        <translation>Источники</translation>
    </message>
    <message>
        <source>Nothing here yet. Folders that you drop on the window appear here, too.</source>
        <translation>Здесь пока пусто. Папки, которые вы перетащите в окно, тоже появятся здесь.</translation>
    </message>
    <message>
        <source>The list of sources cannot be read</source>
        <translation>Не удалось прочитать список источников</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать снова</translation>
    </message>
    <message>
        <source>Update all</source>
        <translation>Обновить все</translation>
    </message>
</context>
<context>
    <name>SourcesSection</name>
    <message>
        <source>Sources</source>
        <translation>Источники</translation>
    </message>
    <message>
        <source>Photos on the network</source>
        <translation>Фотографии в сети</translation>
    </message>
    <message>
        <source>Downloads at once</source>
        <translation>Одновременных загрузок</translation>
    </message>
    <message>
        <source>More are faster on a quick line; services slow down those that ask too much.</source>
        <translation>На быстрой линии больше — быстрее; слишком настойчивых сервисы замедляют.</translation>
    </message>
    <message>
        <source>Originals kept on this computer</source>
        <translation>Оригиналы на этом компьютере</translation>
    </message>
    <message>
        <source>Of sources that keep originals. The ones not looked at for longest go first; they are fetched again when needed.</source>
        <translation>Для источников, которые хранят оригиналы. Первыми удаляются те, что дольше не открывались; когда понадобятся, они скачаются снова.</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> МБ</translation>
    </message>
    <message>
        <source>Sign-in in the browser</source>
        <translation>Вход в браузере</translation>
    </message>
    <message>
        <source>Applications of your own</source>
        <translation>Свои приложения</translation>
    </message>
    <message>
        <source>Services let programs in by the number of a registered application. Register one, free of charge, and type its number here; or paste a token when you sign in, which needs none.</source>
        <translation>Сервисы впускают программы по номеру зарегистрированного приложения. Зарегистрируйте его бесплатно и впишите номер сюда; или вставьте при входе готовый токен — тогда номер не нужен.</translation>
    </message>
    <message>
        <source>How to</source>
        <translation>Как это сделать</translation>
    </message>
    <message>
        <source>VKontakte</source>
        <translation>ВКонтакте</translation>
    </message>
    <message>
        <source>Yandex.Disk</source>
        <translation>Яндекс.Диск</translation>
    </message>
    <message>
        <source>Number of the application</source>
        <translation>Номер приложения</translation>
    </message>
</context>
<context>
    <name>TermChip</name>
    <message>
        <source>Remove %1</source>
        <translation>Убрать: %1</translation>
    </message>
    <message>
        <source>Also unnamed faces that are 95 % alike</source>
        <translation>И лица без имени, похожие на 95 %</translation>
    </message>
    <message>
        <source>Least similarity</source>
        <translation>Наименьшее сходство</translation>
    </message>
    <message>
        <source>and: must be on the photo</source>
        <translation>и: должен быть на фотографии</translation>
    </message>
    <message>
        <source>or: one of these must be on it</source>
        <translation>или: на ней должен быть один из них</translation>
    </message>
    <message>
        <source>not: must not be on it</source>
        <translation>не: его на ней быть не должно</translation>
    </message>
    <message>
        <source>As the slider says</source>
        <translation>Как на ползунке</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>and</source>
        <translation>и</translation>
    </message>
    <message>
        <source>or</source>
        <translation>или</translation>
    </message>
    <message>
        <source>not</source>
        <translation>не</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Показать: %1</translation>
    </message>
    <message>
        <source>The face on this sample is small, blurred, dark or turned away: it may miss photos and find strangers.</source>
        <translation>Лицо на этом образце мелкое, размытое, тёмное или повёрнуто: оно может пропустить фотографии и найти посторонних.</translation>
    </message>
</context>
<context>
    <name>TermRow</name>
    <message>
        <source>Add…</source>
        <translation>Добавить…</translation>
    </message>
    <message>
        <source>Search for somebody else together</source>
        <translation>Искать вместе с кем-то ещё</translation>
    </message>
    <message numerus="yes">
        <source>At most %n can be searched for together.</source>
        <translation>
            <numerusform>Вместе можно искать не больше %Ln.</numerusform>
            <numerusform>Вместе можно искать не больше %Ln.</numerusform>
            <numerusform>Вместе можно искать не больше %Ln.</numerusform>
        </translation>
    </message>
    <message>
        <source>A sample photo…</source>
        <translation>Образец…</translation>
    </message>
    <message>
        <source>The picture on the clipboard</source>
        <translation>Картинка из буфера обмена</translation>
    </message>
    <message>
        <source>Somebody by name…</source>
        <translation>Человек по имени…</translation>
    </message>
    <message>
        <source>A face of the library…</source>
        <translation>Лицо из библиотеки…</translation>
    </message>
    <message>
        <source>Only them</source>
        <translation>Только они</translation>
    </message>
    <message>
        <source>Nobody else is on the photo</source>
        <translation>Никого другого на фотографии</translation>
    </message>
    <message>
        <source>Faces at most</source>
        <translation>Лиц не больше</translation>
    </message>
    <message>
        <source>At most so many faces on the photo</source>
        <translation>Не больше стольких лиц на фотографии</translation>
    </message>
    <message>
        <source>Another face of this sample</source>
        <translation>Другое лицо этого образца</translation>
    </message>
    <message>
        <source>Face %1</source>
        <translation>Лицо %1</translation>
    </message>
    <message>
        <source>There is no picture and no single photo on the clipboard.</source>
        <translation>В буфере обмена нет ни картинки, ни одной фотографии.</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Faces by year</source>
        <translation>Лица по годам</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n face(s)</source>
        <translation>
            <numerusform>%1: %Ln лицо</numerusform>
            <numerusform>%1: %Ln лица</numerusform>
            <numerusform>%1: %Ln лиц</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TogetherCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Found face</source>
        <translation>Найденное лицо</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>по имени</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Photo</source>
        <translation>Фотография</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Предыдущая фотография</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Следующая фотография</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Назад (Esc)</translation>
    </message>
    <message>
        <source>Smaller (−)</source>
        <translation>Мельче (−)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Крупнее (+)</translation>
    </message>
    <message>
        <source>Boxes around faces (B)</source>
        <translation>Рамки вокруг лиц (B)</translation>
    </message>
    <message>
        <source>Draw a box around a missed face (D)</source>
        <translation>Обвести рамкой пропущенное лицо (D)</translation>
    </message>
    <message>
        <source>Look harder: search this photo in tiles (L)</source>
        <translation>Посмотреть внимательнее: по частям (L)</translation>
    </message>
    <message>
        <source>Information (I)</source>
        <translation>Сведения (I)</translation>
    </message>
    <message>
        <source>Full screen (F11)</source>
        <translation>На весь экран (F11)</translation>
    </message>
    <message>
        <source>Keys (?)</source>
        <translation>Клавиши (?)</translation>
    </message>
    <message>
        <source>No photo</source>
        <translation>Нет фотографии</translation>
    </message>
    <message>
        <source>There is no photo to show.</source>
        <translation>Показывать нечего.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>The file is not there now. This is the preview that was kept of it.</source>
        <translation>Сейчас файла нет на месте. Это сохранённая миниатюра.</translation>
    </message>
    <message>
        <source>The file is not there now, and no preview was kept of it.</source>
        <translation>Сейчас файла нет на месте, и миниатюра не сохранилась.</translation>
    </message>
    <message>
        <source>This is the preview that was kept of it.</source>
        <translation>Показана сохранённая картинка.</translation>
    </message>
</context>
<context>
    <name>ViewerFaces</name>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;лицо</numerusform>
            <numerusform>%Ln&#xa0;лица</numerusform>
            <numerusform>%Ln&#xa0;лиц</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking harder at a photo</source>
        <translation>Внимательный просмотр фотографии</translation>
    </message>
    <message>
        <source>Similarity %1</source>
        <translation>Сходство %1</translation>
    </message>
    <message>
        <source>The face was copied.</source>
        <translation>Лицо скопировано.</translation>
    </message>
    <message>
        <source>Drag a box around a face, from the forehead to the chin. Esc leaves.</source>
        <translation>Обведите лицо рамкой ото лба до подбородка. Esc — выйти.</translation>
    </message>
    <message>
        <source>Looked harder: %1 → %2 faces.</source>
        <translation>Просмотрено внимательнее. Лиц: %1 → %2.</translation>
    </message>
    <message>
        <source>No more faces were found on this photo.</source>
        <translation>Больше лиц на этой фотографии не найдено.</translation>
    </message>
    <message>
        <source>Looking harder…</source>
        <translation>Просматриваем внимательнее…</translation>
    </message>
    <message>
        <source>Adding the face…</source>
        <translation>Лицо добавляется…</translation>
    </message>
</context>
<context>
    <name>ViewerKeys</name>
    <message>
        <source>First and last photo</source>
        <translation>Первая и последняя фотография</translation>
    </message>
    <message>
        <source>Fit the photo into the window</source>
        <translation>Вписать в окно</translation>
    </message>
    <message>
        <source>Information about the photo</source>
        <translation>Сведения о фотографии</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>На весь экран</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Zoom; the wheel zooms at the cursor</source>
        <translation>Крупнее и мельче; колесо — у курсора</translation>
    </message>
    <message>
        <source>100 %; so does a double click</source>
        <translation>100 %; то же — двойной щелчок</translation>
    </message>
    <message>
        <source>Leaf through; when zoomed, move it</source>
        <translation>Листать; при увеличении — сдвигать</translation>
    </message>
    <message>
        <source>Next face; Shift goes back</source>
        <translation>Следующее лицо; с Shift — назад</translation>
    </message>
    <message>
        <source>Name the selected face</source>
        <translation>Назвать выбранное лицо</translation>
    </message>
    <message>
        <source>Show or hide the boxes</source>
        <translation>Показать или скрыть рамки</translation>
    </message>
    <message>
        <source>Draw a box around a missed face</source>
        <translation>Обвести пропущенное лицо</translation>
    </message>
    <message>
        <source>Look harder for small faces</source>
        <translation>Искать и мелкие лица</translation>
    </message>
    <message>
        <source>Undo the last decision</source>
        <translation>Отменить последнее решение</translation>
    </message>
    <message>
        <source>Redo it</source>
        <translation>Вернуть его</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>Эти клавиши</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Waiting: no connection</source>
        <translation>Ожидание: нет сети</translation>
    </message>
    <message>
        <source>Waiting: the service asks to go slower</source>
        <translation>Ожидание: сервис просит не спешить</translation>
    </message>
    <message>
        <source>Waiting: the service is busy</source>
        <translation>Ожидание: сервис занят</translation>
    </message>
</context>
<context>
    <name>WhyCard</name>
    <message>
        <source>Sample</source>
        <translation>Образец</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Найдено</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Показать её</translation>
    </message>
    <message>
        <source>How well the faces can be seen</source>
        <translation>Насколько хорошо видны лица</translation>
    </message>
    <message>
        <source>Upper bar: sample. Lower bar: found face.</source>
        <translation>Верхняя полоса — образец, нижняя — найденное лицо.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Место</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Косинус</translation>
    </message>
    <message>
        <source>L2 distance</source>
        <translation>Расстояние L2</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Detector score</source>
        <translation>Оценка детектора</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 и %2</translation>
    </message>
    <message>
        <source>The scale of this engine is provisional: nobody has measured yet how often strangers look this much alike.</source>
        <translation>Шкала этого движка предварительная: ещё не измерено, как часто посторонние настолько похожи.</translation>
    </message>
    <message>
        <source>Fewer than one stranger in %1 looks this much alike.</source>
        <translation>Настолько похож меньше чем один посторонний из %1.</translation>
    </message>
    <message>
        <source>About one stranger in %1 looks this much alike.</source>
        <translation>Настолько похож примерно один посторонний из %1.</translation>
    </message>
    <message>
        <source>The next best photo has %1 %; its cosine is %2 lower.</source>
        <translation>У следующей по сходству фотографии %1 %; её косинус меньше на %2.</translation>
    </message>
    <message>
        <source>strong resemblance</source>
        <translation>сильное сходство</translation>
    </message>
    <message>
        <source>likely the same person</source>
        <translation>вероятно, тот же человек</translation>
    </message>
    <message>
        <source>possibly the same person</source>
        <translation>возможно, тот же человек</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Резкость</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Pose</source>
        <translation>Ракурс</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Освещение</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>Детектор</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>%1: sample %2, found face %3</source>
        <translation>%1: образец %2, найденное лицо %3</translation>
    </message>
</context>
<context>
    <name>_FailedPhotos</name>
    <message>
        <source>They stay in the list until they can be read or are gone.</source>
        <translation>Они остаются в списке, пока их не удастся прочитать или пока они не исчезнут.</translation>
    </message>
    <message>
        <source>Show in the library</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать снова</translation>
    </message>
    <message>
        <source>Show the reasons</source>
        <translation>Показать причины</translation>
    </message>
    <message>
        <source>Hide the reasons</source>
        <translation>Скрыть причины</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) could not be read</source>
        <translation>
            <numerusform>Не удалось прочитать %Ln&#xa0;фотографию</numerusform>
            <numerusform>Не удалось прочитать %Ln&#xa0;фотографии</numerusform>
            <numerusform>Не удалось прочитать %Ln&#xa0;фотографий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… и ещё %Ln</numerusform>
            <numerusform>… и ещё %Ln</numerusform>
            <numerusform>… и ещё %Ln</numerusform>
        </translation>
    </message>
</context>
</TS>
