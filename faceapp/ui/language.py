"""The language of the window: Qt's translations for what is in the code, `Texts` for codes."""

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QTranslator,
)
from PySide6.QtWidgets import QApplication

from faceapp import paths
from faceapp.texts import Texts

# What Qt 6.11 shows and its own Russian file knows by other keys.
_QT_LACKS = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
)
_installed: list[QTranslator] = []


def install_language(application: QApplication, choice: str) -> Texts:
    """Show everything in the language `choice` ("" follows the system) from now on."""
    texts = Texts(choice, in_window=True)
    for translator in _installed:
        application.removeTranslator(translator)
    _installed.clear()
    QLocale.setDefault(QLocale(texts.language))
    own = str(paths.resources() / "i18n")
    for name, folder in (
        (f"qtbase_{texts.language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"window_{texts.language}", own),
    ):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
            _installed.append(translator)
    return texts


def translate(context: str, text: str) -> str:
    """A sentence outside of a QObject, without `%n`: lupdate sees plurals in `self.tr` only."""
    return QCoreApplication.translate(context, text)


def number(value: float, digits: int = 0) -> str:
    """A number the way it is written in the language: 1 234,5."""
    return QLocale().toString(float(value), "f", digits)


def size(count: float) -> str:
    """A number of bytes the way it is written in the language: 5,4 MB; a dash for none."""
    if count < 1:
        return "—"
    if count < 1000:  # Qt: "103 байты"
        return translate("Sizes", "%1 B").replace("%1", number(count))
    return QLocale().formattedDataSize(int(count), 1, QLocale.DataSizeFormat.DataSizeSIFormat)
