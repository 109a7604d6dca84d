<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>CompareDialog</name>
    <message numerus="yes">
        <source>The %n nearest faces. Recall is the share of them that each way found; the exact product is the measure.</source>
        <translation>
            <numerusform>The %n nearest face. Recall is whether each way found it; the exact product is the measure.</numerusform>
            <numerusform>The %n nearest faces. Recall is the share of them that each way found; the exact product is the measure.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%n new photo</numerusform>
            <numerusform>%n new photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated</source>
        <translation>
            <numerusform>%n updated</numerusform>
            <numerusform>%n updated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <translation>
            <numerusform>%n unchanged</numerusform>
            <numerusform>%n unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>%n duplicate</numerusform>
            <numerusform>%n duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n face</numerusform>
            <numerusform>%n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without faces</source>
        <translation>
            <numerusform>%n without faces</numerusform>
            <numerusform>%n without faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>Picked: %n photo(s)</source>
        <translation>
            <numerusform>Picked: %n photo</numerusform>
            <numerusform>Picked: %n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GalleryModel</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n face</numerusform>
            <numerusform>%n faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndexSection</name>
    <message numerus="yes">
        <source>The index was made anew with %n vector(s).</source>
        <translation>
            <numerusform>The index was made anew with %n vector.</numerusform>
            <numerusform>The index was made anew with %n vectors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The index agrees with the database: %n vector(s).</source>
        <translation>
            <numerusform>The index agrees with the database: %n vector.</numerusform>
            <numerusform>The index agrees with the database: %n vectors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) found. Make the index anew.</source>
        <translation>
            <numerusform>%n difference found. Make the index anew.</numerusform>
            <numerusform>%n differences found. Make the index anew.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>%n more waiting</numerusform>
            <numerusform>%n more waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>%n hour left</numerusform>
            <numerusform>%n hours left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryExport</name>
    <message numerus="yes">
        <source>%n face(s) exported.</source>
        <translation>
            <numerusform>%n face exported.</numerusform>
            <numerusform>%n faces exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) exported.</source>
        <translation>
            <numerusform>%n file exported.</numerusform>
            <numerusform>%n files exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) could not be read.</source>
        <translation>
            <numerusform>%n photo could not be read.</numerusform>
            <numerusform>%n photos could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryMenu</name>
    <message numerus="yes">
        <source>%n path(s) copied.</source>
        <translation>
            <numerusform>%n path copied.</numerusform>
            <numerusform>%n paths copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trying %n photo(s) again</source>
        <translation>
            <numerusform>Trying %n photo again</numerusform>
            <numerusform>Trying %n photos again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n photo(s) from the library?</source>
        <translation>
            <numerusform>Remove %n photo from the library?</numerusform>
            <numerusform>Remove %n photos from the library?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) will be forgotten.</source>
        <translation>
            <numerusform>%n face will be forgotten.</numerusform>
            <numerusform>%n faces will be forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have a name; these names cannot be restored.</source>
        <translation>
            <numerusform>%n of them has a name; this name cannot be restored.</numerusform>
            <numerusform>%n of them have a name; these names cannot be restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) removed from the library.</source>
        <translation>
            <numerusform>%n photo removed from the library.</numerusform>
            <numerusform>%n photos removed from the library.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n face</numerusform>
            <numerusform>%n faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchActions</name>
    <message numerus="yes">
        <source>Export %n face(s)…</source>
        <translation>
            <numerusform>Export %n face…</numerusform>
            <numerusform>Export %n faces…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) were written to %1.</source>
        <translation>
            <numerusform>%n face was written to %1.</numerusform>
            <numerusform>%n faces were written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoPanel</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n face</numerusform>
            <numerusform>%n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n face</numerusform>
            <numerusform>%n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The best %n face(s) of more</source>
        <translation>
            <numerusform>The best %n face of more</numerusform>
            <numerusform>The best %n faces of more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) searched</source>
        <translation>
            <numerusform>%n face searched</numerusform>
            <numerusform>%n faces searched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n face(s) from %1 %</source>
        <translation>
            <numerusform>Show %n face from %1 %</numerusform>
            <numerusform>Show %n faces from %1 %</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SamplePanel</name>
    <message numerus="yes">
        <source>%n faces. Click the one to search for.</source>
        <translation>
            <numerusform>%n face. Click it to search for it.</numerusform>
            <numerusform>%n faces. Click the one to search for.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n folder</numerusform>
            <numerusform>%n folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n file(s)</source>
        <translation>
            <numerusform>about %n file</numerusform>
            <numerusform>about %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n file(s)</source>
        <translation>
            <numerusform>more than %n file</numerusform>
            <numerusform>more than %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%n new photo</numerusform>
            <numerusform>%n new photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n face</numerusform>
            <numerusform>%n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ViewerFaces</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n face</numerusform>
            <numerusform>%n faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_FailedPhotos</name>
    <message numerus="yes">
        <source>%n photo(s) could not be read</source>
        <translation>
            <numerusform>%n photo could not be read</numerusform>
            <numerusform>%n photos could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
