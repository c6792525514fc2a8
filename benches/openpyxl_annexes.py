"""Reads the annexes of a folder with openpyxl, every cell of them, and writes workbooks of the same cells; tells seconds and cells.

    python3 benches/openpyxl_annexes.py read FOLDER
    python3 benches/openpyxl_annexes.py write FOLDER INTO

The time of `write` is that of writing alone; reading what is to be written comes before it. Merged regions, styles, widths and heights
are not written: the annexes of jixiao have them all.
"""

import sys
import time
from pathlib import Path

from openpyxl import Workbook, load_workbook


def read(folder):
    """The cells with content of every sheet of every workbook, by the workbook's name."""
    books = {}
    for path in sorted(Path(folder).glob("*.xlsx")):
        book = load_workbook(path)
        books[path.name] = [
            (sheet.title, [(cell.row, cell.column, cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None])
            for sheet in book.worksheets
        ]
    return books


def write(books, into):
    Path(into).mkdir(parents=True, exist_ok=True)
    for name, sheets in books.items():
        book = Workbook()
        book.remove(book.active)
        for title, cells in sheets:
            sheet = book.create_sheet(title)
            for row, column, value in cells:
                sheet.cell(row, column, value)
        book.save(Path(into) / name)


def timed(what, work, *arguments):
    start = time.perf_counter()
    result = work(*arguments)
    seconds = time.perf_counter() - start
    return result, f"{what} in {seconds:.2f} s"


def main():
    match sys.argv[1:]:
        case ["read", folder]:
            books, said = timed("read", read, folder)
        case ["write", folder, into]:
            books = read(folder)
            _, said = timed("wrote", write, books, into)
        case _:
            sys.exit(__doc__)
    sheets = [cells for sheets in books.values() for _, cells in sheets]
    print(f"{said}: {len(books)} workbooks, {len(sheets)} sheets, {sum(map(len, sheets))} cells with content")


main()
