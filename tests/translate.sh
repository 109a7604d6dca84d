#!/bin/sh
# sh tests/translate.sh: take the window's sentences into resources/i18n/window_*.ts and make the .qm files.
set -eu
cd "$(dirname -- "$0")/.."
bin=.venv/bin
files=$(find faceapp/ui -name '*.py')
# shellcheck disable=SC2086 # a list of names without spaces
$bin/pyside6-lupdate -silent -no-obsolete -locations none -source-language en_US -target-language ru_RU $files -ts resources/i18n/window_ru.ts
# shellcheck disable=SC2086
$bin/pyside6-lupdate -silent -no-obsolete -locations none -pluralonly -source-language en_US -target-language en_US $files -ts resources/i18n/window_en.ts
$bin/pyside6-lrelease -silent resources/i18n/window_*.ts
