<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>AskToRemove</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
</context>
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
    <name>Deciding</name>
    <message numerus="yes">
        <source>%n decision(s) undone</source>
        <translation>
            <numerusform>%Ln decision undone</numerusform>
            <numerusform>%Ln decisions undone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DecisionWords</name>
    <message numerus="yes">
        <source>%n face(s): %1</source>
        <translation>
            <numerusform>%Ln face: %1</numerusform>
            <numerusform>%Ln faces: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) have no name any more.</source>
        <translation>
            <numerusform>%Ln face has no name any more.</numerusform>
            <numerusform>%Ln faces have no name any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) are not %1 and will not be proposed again.</source>
        <translation>
            <numerusform>%Ln face is not %1 and will not be proposed again.</numerusform>
            <numerusform>%Ln faces are not %1 and will not be proposed again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are no faces. No scan will find them again.</source>
        <translation>
            <numerusform>%Ln is no face. No scan will find it again.</numerusform>
            <numerusform>%Ln are no faces. No scan will find them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Confirmed as %1: %n face(s)</source>
        <translation>
            <numerusform>Confirmed as %1: %Ln face</numerusform>
            <numerusform>Confirmed as %1: %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Split out as %1: %n face(s)</source>
        <translation>
            <numerusform>Split out as %1: %Ln face</numerusform>
            <numerusform>Split out as %1: %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Split out as a person of their own: %n face(s)</source>
        <translation>
            <numerusform>Split out as a person of its own: %Ln face</numerusform>
            <numerusform>Split out as a person of their own: %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%2 is %1 now: %n face(s)</source>
        <translation>
            <numerusform>%2 is %1 now: %Ln face</numerusform>
            <numerusform>%2 is %1 now: %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Joined %1 and %2: %n face(s)</source>
        <translation>
            <numerusform>Joined %1 and %2: %Ln face</numerusform>
            <numerusform>Joined %1 and %2: %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Names imported, %1: %n face(s)</source>
        <translation>
            <numerusform>Names imported, %1: %Ln face</numerusform>
            <numerusform>Names imported, %1: %Ln faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EngineSection</name>
    <message numerus="yes">
        <source>%Ln name(s) go over by themselves.</source>
        <translation>
            <numerusform>%Ln name goes over by itself.</numerusform>
            <numerusform>%Ln names go over by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are uncertain: the new engine does not find the face.</source>
        <translation>
            <numerusform>%Ln is uncertain: the new engine does not find the face.</numerusform>
            <numerusform>%Ln are uncertain: the new engine does not find the face.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are on photos that cannot be read now.</source>
        <translation>
            <numerusform>%Ln is on a photo that cannot be read now.</numerusform>
            <numerusform>%Ln are on photos that cannot be read now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FaceActions</name>
    <message numerus="yes">
        <source>Whose are these %n face(s)?</source>
        <translation>
            <numerusform>Whose is this %Ln face?</numerusform>
            <numerusform>Whose are these %Ln faces?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make a person of %n face(s)</source>
        <translation>
            <numerusform>Make a person of %Ln face</numerusform>
            <numerusform>Make a person of %Ln faces</numerusform>
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
    <name>Forgetting</name>
    <message numerus="yes">
        <source>%n face(s) were deleted, with everything that was said about them.</source>
        <translation>
            <numerusform>%Ln face was deleted, with everything that was said about it.</numerusform>
            <numerusform>%Ln faces were deleted, with everything that was said about them.</numerusform>
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
    <name>GroupingModel</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) join: %1</source>
        <translation>
            <numerusform>%Ln group joins: %1</numerusform>
            <numerusform>%Ln groups join: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Group %2 falls into %n part(s): %1</source>
        <translation>
            <numerusform>Group %2 falls into %Ln part: %1</numerusform>
            <numerusform>Group %2 falls into %Ln parts: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) alone</source>
        <translation>
            <numerusform>%Ln face alone</numerusform>
            <numerusform>%Ln faces alone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupingView</name>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%Ln group</numerusform>
            <numerusform>%Ln groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) grouped</source>
        <translation>
            <numerusform>%Ln face grouped</numerusform>
            <numerusform>%Ln faces grouped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alone</source>
        <translation>
            <numerusform>%Ln alone</numerusform>
            <numerusform>%Ln alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n guessed for people with a name</source>
        <translation>
            <numerusform>%Ln guessed for people with a name</numerusform>
            <numerusform>%Ln guessed for people with a name</numerusform>
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
    <name>JournalPage</name>
    <message numerus="yes">
        <source>Undo %n decision(s)?</source>
        <translation>
            <numerusform>Undo %Ln decision?</numerusform>
            <numerusform>Undo %Ln decisions?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo %n</source>
        <translation>
            <numerusform>Undo %Ln</numerusform>
            <numerusform>Undo %Ln</numerusform>
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
    <message numerus="yes">
        <source>Lies in %n place(s)</source>
        <translation>
            <numerusform>Lies in %Ln place</numerusform>
            <numerusform>Lies in %Ln places</numerusform>
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
    <name>NoResults</name>
    <message numerus="yes">
        <source>Show %n face(s) from %1 %</source>
        <translation>
            <numerusform>Show %Ln face from %1 %</numerusform>
            <numerusform>Show %Ln faces from %1 %</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n photo(s) at %1 %</source>
        <translation>
            <numerusform>Show %Ln photo at %1 %</numerusform>
            <numerusform>Show %Ln photos at %1 %</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleActions</name>
    <message numerus="yes">
        <source>Merge %n</source>
        <translation>
            <numerusform>Merge %Ln</numerusform>
            <numerusform>Merge %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleModel</name>
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
        <source>%n of them guessed, not confirmed</source>
        <translation>
            <numerusform>%Ln of them guessed, not confirmed</numerusform>
            <numerusform>%Ln of them guessed, not confirmed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleOverview</name>
    <message numerus="yes">
        <source>%n face(s) are not grouped yet</source>
        <translation>
            <numerusform>%Ln face is not grouped yet</numerusform>
            <numerusform>%Ln faces are not grouped yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%Ln group</numerusform>
            <numerusform>%Ln groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonHead</name>
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
        <source>%n guessed</source>
        <translation>
            <numerusform>%Ln guessed</numerusform>
            <numerusform>%Ln guessed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n photo(s) together</source>
        <translation>
            <numerusform>On %Ln photo together</numerusform>
            <numerusform>On %Ln photos together</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonView</name>
    <message numerus="yes">
        <source>%n guessed: press Y where it is right, N where it is not</source>
        <translation>
            <numerusform>%Ln guessed: press Y where it is right, N where it is not</numerusform>
            <numerusform>%Ln guessed: press Y where it is right, N where it is not</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that may be the same: press Y or N</source>
        <translation>
            <numerusform>%Ln that may be the same: press Y or N</numerusform>
            <numerusform>%Ln that may be the same: press Y or N</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n confirmed</source>
        <translation>
            <numerusform>%Ln confirmed</numerusform>
            <numerusform>%Ln confirmed</numerusform>
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
</context>
<context>
    <name>ReviewBoard</name>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) given.</source>
        <translation>
            <numerusform>%Ln answer given.</numerusform>
            <numerusform>%Ln answers given.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) confirmed</source>
        <translation>
            <numerusform>%Ln face confirmed</numerusform>
            <numerusform>%Ln faces confirmed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) left</source>
        <translation>
            <numerusform>%Ln question left</numerusform>
            <numerusform>%Ln questions left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The answer settles %n face(s)</source>
        <translation>
            <numerusform>The answer settles %Ln face</numerusform>
            <numerusform>The answer settles %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+%n face(s)</source>
        <translation>
            <numerusform>+%Ln face</numerusform>
            <numerusform>+%Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more guessed</source>
        <translation>
            <numerusform>%Ln more guessed</numerusform>
            <numerusform>%Ln more guessed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) refused</source>
        <translation>
            <numerusform>%Ln face refused</numerusform>
            <numerusform>%Ln faces refused</numerusform>
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
    <name>SourceWords</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n album(s)</source>
        <translation>
            <numerusform>%Ln album</numerusform>
            <numerusform>%Ln albums</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%Ln missing</numerusform>
            <numerusform>%Ln missing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TermRow</name>
    <message numerus="yes">
        <source>At most %n can be searched for together.</source>
        <translation>
            <numerusform>At most %Ln can be searched for together.</numerusform>
            <numerusform>At most %Ln can be searched for together.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message numerus="yes">
        <source>%1: %n face(s)</source>
        <translation>
            <numerusform>%1: %Ln face</numerusform>
            <numerusform>%1: %Ln faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TogetherCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
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
