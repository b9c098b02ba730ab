"""Sets a page of the help in type: sizes of headings, room between lines, quiet tables."""

from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from sfdesk.gui.palette import Colours

_SIZES = {1: 16.0, 2: 12.5, 3: 11.0}
_LINE = 130  # per cent of the font's height


def set_type(document: QTextDocument, colours: Colours, *, tight: bool = False) -> None:
    """Style a document that was made from Markdown; `tight` saves room on paper."""
    gap = 3 if tight else 8
    block = document.begin()
    while block.isValid():
        _set_block(block, gap)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_table(frame, colours, gap)


def _set_block(block: QTextBlock, gap: int) -> None:
    cursor = QTextCursor(block)
    level = block.blockFormat().headingLevel()
    shape = QTextBlockFormat()
    shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if cursor.currentTable() is None:
        shape.setBottomMargin(gap)
        shape.setTopMargin(gap + gap // 2 if level > 1 else 0)
    cursor.mergeBlockFormat(shape)
    if level in _SIZES:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        letters = cursor.charFormat()
        letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        letters.setFontPointSize(_SIZES[level])
        cursor.setCharFormat(letters)


def _set_table(table: QTextTable, colours: Colours, gap: int) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(QColor(colours.line)))
    shape.setBorderCollapse(True)
    shape.setCellPadding(gap * 3 // 4)
    shape.setTopMargin(gap)
    shape.setBottomMargin(2 * gap)
    table.setFormat(shape)
