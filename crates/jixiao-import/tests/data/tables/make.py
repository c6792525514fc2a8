"""Writes the files beside it: one table in every format, by writers other than our own.

Needs openpyxl, python-docx and LibreOffice. Run in this folder: python3 make.py
"""

import datetime
import pathlib
import subprocess

import docx
import openpyxl
from openpyxl.comments import Comment

HERE = pathlib.Path(__file__).parent


def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    sheet["A1"] = "项目支出绩效自评表"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "（2023年度）"
    sheet["A4"] = "一级指标"
    sheet.merge_cells("A4:A6")
    sheet["B4"] = "执行率"
    sheet["C4"], sheet["C4"].number_format = 0.9999771923, "0.00%"
    sheet["B5"] = "数量\n指标"
    sheet["C5"], sheet["C5"].number_format = 50, '0"个"'
    sheet["B6"] = "执行数"
    sheet["C6"], sheet["C6"].number_format = 1234.5, "#,##0.00"
    sheet["B7"] = "日期"
    sheet["C7"], sheet["C7"].number_format = datetime.date(2023, 12, 31), 'yyyy"年"m"月"d"日"'
    sheet["B8"] = "通过"
    sheet["C8"] = True
    sheet["B9"] = "文本数字"
    sheet["C9"] = "20.3055"
    sheet["B10"] = "浮点"
    sheet["C10"] = 0.1 + 0.2
    sheet["B11"] = "负数"
    sheet["C11"], sheet["C11"].number_format = -3.25, "#,##0.00_);[Red](#,##0.00)"
    sheet["B12"] = "公式样文字"
    sheet["C12"] = "'=1+1"
    sheet["B13"] = "隐藏的行"
    sheet.row_dimensions[13].hidden = True
    sheet["B14"] = "批注"
    sheet["B14"].comment = Comment("批注不是内容", "某")
    sheet["E4"] = "隐藏的列"
    sheet.column_dimensions["E"].hidden = True
    hidden = book.create_sheet("旧表")
    hidden["A1"] = "旧"
    hidden.sheet_state = "hidden"
    empty = book.create_sheet("空表")
    empty.sheet_state = "hidden"
    second = book.create_sheet("汇总")
    second["B2"] = "合计"
    second["C2"] = 20.3055
    book.save(HERE / "table.xlsx")




def document():
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("（2023年度）")
    table = document.add_table(rows=4, cols=4)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "项目名称"
    table.cell(0, 3).text = "免费开放"
    table.cell(1, 0).merge(table.cell(3, 0)).text = "产出"
    table.cell(1, 1).text = "数量"
    paragraph = table.cell(1, 2).paragraphs[0]
    paragraph.add_run("≥").bold = True
    paragraph.add_run("50个")
    paragraph.add_run("隐藏").font.hidden = True
    table.cell(1, 2).add_paragraph("第二段")
    table.cell(2, 1).text = "质量"
    table.cell(2, 2).merge(table.cell(2, 3)).text = "95%"
    inner = table.cell(3, 3).add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "内一"
    inner.cell(0, 1).text = "内二"
    table.cell(3, 1).text = "时效"
    document.add_paragraph("填表人：某某")
    document.add_paragraph("单位自评表")
    second = document.add_table(rows=1, cols=2)
    second.cell(0, 0).text = "部门"
    second.cell(0, 1).text = "某局"
    document.add_paragraph("说明")
    document.save(HERE / "table.docx")


def convert(source, ending):
    command = ["soffice", "--headless", "--convert-to", ending, "--outdir", str(HERE), str(HERE / source)]
    subprocess.run(command, check=True, capture_output=True)


def separated():
    text = "项目名称,预算数（万元）\r\n\r\n\"免费开放，\n项目\",\"1,234.50\"\r\n=1+1,\r\n"
    (HERE / "utf8.csv").write_bytes(text.encode("utf-8-sig"))
    (HERE / "gb18030.csv").write_bytes(text.encode("gb18030"))
    (HERE / "utf16.csv").write_bytes(text.replace(",", "\t").encode("utf-16"))


workbook()
document()
convert("table.xlsx", "xls")
convert("table.xlsx", "ods")
convert("table.docx", "doc")
convert("table.docx", "odt")
separated()
