<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>CompareDialog</name>
    <message numerus="yes">
        <source>The %n nearest faces. Recall is the share of them that each way found; the exact product is the measure.</source>
        <translation>
            <numerusform>The %Ln nearest face. Recall is whether each way found it; the exact product is the measure.</numerusform>
            <numerusform>The %Ln nearest faces. Recall is the share of them that each way found; the exact product is the measure.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%Ln new photo</numerusform>
            <numerusform>%Ln new photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated</source>
        <translation>
            <numerusform>%Ln updated</numerusform>
            <numerusform>%Ln updated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <translation>
            <numerusform>%Ln unchanged</numerusform>
            <numerusform>%Ln unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>%Ln duplicate</numerusform>
            <numerusform>%Ln duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without faces</source>
        <translation>
            <numerusform>%Ln without faces</numerusform>
            <numerusform>%Ln without faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>Picked: %n photo(s)</source>
        <translation>
            <numerusform>Picked: %Ln photo</numerusform>
            <numerusform>Picked: %Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GalleryModel</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndexSection</name>
    <message numerus="yes">
        <source>The index was made anew with %n vector(s).</source>
        <translation>
            <numerusform>The index was made anew with %Ln vector.</numerusform>
            <numerusform>The index was made anew with %Ln vectors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The index agrees with the database: %n vector(s).</source>
        <translation>
            <numerusform>The index agrees with the database: %Ln vector.</numerusform>
            <numerusform>The index agrees with the database: %Ln vectors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) found. Make the index anew.</source>
        <translation>
            <numerusform>%Ln difference found. Make the index anew.</numerusform>
            <numerusform>%Ln differences found. Make the index anew.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %Ln more</numerusform>
            <numerusform>… and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>%Ln more waiting</numerusform>
            <numerusform>%Ln more waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%Ln minute left</numerusform>
            <numerusform>%Ln minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>%Ln hour left</numerusform>
            <numerusform>%Ln hours left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryExport</name>
    <message numerus="yes">
        <source>%n face(s) exported.</source>
        <translation>
            <numerusform>%Ln face exported.</numerusform>
            <numerusform>%Ln faces exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) exported.</source>
        <translation>
            <numerusform>%Ln file exported.</numerusform>
            <numerusform>%Ln files exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) could not be read.</source>
        <translation>
            <numerusform>%Ln photo could not be read.</numerusform>
            <numerusform>%Ln photos could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryMenu</name>
    <message numerus="yes">
        <source>%n path(s) copied.</source>
        <translation>
            <numerusform>%Ln path copied.</numerusform>
            <numerusform>%Ln paths copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trying %n photo(s) again</source>
        <translation>
            <numerusform>Trying %Ln photo again</numerusform>
            <numerusform>Trying %Ln photos again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n photo(s) from the library?</source>
        <translation>
            <numerusform>Remove %Ln photo from the library?</numerusform>
            <numerusform>Remove %Ln photos from the library?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) will be forgotten.</source>
        <translation>
            <numerusform>%Ln face will be forgotten.</numerusform>
            <numerusform>%Ln faces will be forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have a name; these names cannot be restored.</source>
        <translation>
            <numerusform>%Ln of them has a name; this name cannot be restored.</numerusform>
            <numerusform>%Ln of them have a name; these names cannot be restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) removed from the library.</source>
        <translation>
            <numerusform>%Ln photo removed from the library.</numerusform>
            <numerusform>%Ln photos removed from the library.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchActions</name>
    <message numerus="yes">
        <source>Export %n face(s)…</source>
        <translation>
            <numerusform>Export %Ln face…</numerusform>
            <numerusform>Export %Ln faces…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) were written to %1.</source>
        <translation>
            <numerusform>%Ln face was written to %1.</numerusform>
            <numerusform>%Ln faces were written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoPanel</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The best %n face(s) of more</source>
        <translation>
            <numerusform>The best %Ln face of more</numerusform>
            <numerusform>The best %Ln faces of more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) searched</source>
        <translation>
            <numerusform>%Ln face searched</numerusform>
            <numerusform>%Ln faces searched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n face(s) from %1 %</source>
        <translation>
            <numerusform>Show %Ln face from %1 %</numerusform>
            <numerusform>Show %Ln faces from %1 %</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SamplePanel</name>
    <message numerus="yes">
        <source>%n faces. Click the one to search for.</source>
        <translation>
            <numerusform>%Ln face. Click it to search for it.</numerusform>
            <numerusform>%Ln faces. Click the one to search for.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%Ln folder</numerusform>
            <numerusform>%Ln folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n file(s)</source>
        <translation>
            <numerusform>about %Ln file</numerusform>
            <numerusform>about %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n file(s)</source>
        <translation>
            <numerusform>more than %Ln file</numerusform>
            <numerusform>more than %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%Ln new photo</numerusform>
            <numerusform>%Ln new photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated</source>
        <translation>
            <numerusform>%Ln updated</numerusform>
            <numerusform>%Ln updated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ViewerFaces</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_FailedPhotos</name>
    <message numerus="yes">
        <source>%n photo(s) could not be read</source>
        <translation>
            <numerusform>%Ln photo could not be read</numerusform>
            <numerusform>%Ln photos could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %Ln more</numerusform>
            <numerusform>… and %Ln more</numerusform>
        </translation>
    </message>
</context>
</TS>
