<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_US">
<context>
    <name>HelpPage</name>
    <message>
        <location filename="../../faceapp/ui/pages/help.py" line="14"/>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="31"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="38"/>
        <source>All jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="70"/>
        <source>%n more waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="77"/>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="77"/>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="85"/>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="87"/>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="89"/>
        <source>Preparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="90"/>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="94"/>
        <source>%1 per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="100"/>
        <source>less than a minute left</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="102"/>
        <source>%n minute(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../faceapp/ui/widgets/job_strip.py" line="103"/>
        <source>%n hour(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobsPage</name>
    <message>
        <location filename="../../faceapp/ui/pages/jobs.py" line="14"/>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <location filename="../../faceapp/ui/pages/library.py" line="14"/>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../../faceapp/ui/main_window.py" line="90"/>
        <source>Names and paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/main_window.py" line="132"/>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/main_window.py" line="178"/>
        <source>Search names and paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/main_window.py" line="263"/>
        <source>Add a folder with photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/main_window.py" line="319"/>
        <source>A job is still running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/main_window.py" line="321"/>
        <source>What is finished is kept. A scan goes on when you start Faceapp again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/main_window.py" line="323"/>
        <source>Stop and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/main_window.py" line="324"/>
        <source>Go on working</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Scanning</name>
    <message numerus="yes">
        <location filename="../../faceapp/ui/jobs/scanning.py" line="51"/>
        <source>%n folder(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../faceapp/ui/jobs/scanning.py" line="52"/>
        <source>%n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/jobs/scanning.py" line="54"/>
        <source>Add %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../faceapp/ui/jobs/scanning.py" line="56"/>
        <source>about %n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../faceapp/ui/jobs/scanning.py" line="57"/>
        <source>more than %n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/jobs/scanning.py" line="65"/>
        <source>The scan that was interrupted goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/jobs/scanning.py" line="80"/>
        <source>Scanning all folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/jobs/scanning.py" line="82"/>
        <source>Scanning %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <location filename="../../faceapp/ui/jobs/scanning.py" line="103"/>
        <source>%n new photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../faceapp/ui/jobs/scanning.py" line="104"/>
        <source>%n face(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../faceapp/ui/jobs/scanning.py" line="107"/>
        <source>%n failed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/jobs/scanning.py" line="110"/>
        <source>The scan was stopped: %1. What was found is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../faceapp/ui/jobs/scanning.py" line="113"/>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <location filename="../../faceapp/ui/pages/search.py" line="15"/>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <location filename="../../faceapp/ui/pages/settings.py" line="14"/>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
