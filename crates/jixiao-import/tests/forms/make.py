"""Makes the test forms: one imaginary unit, written in every layout that the reader must know.

Run it in this folder; README.md says what is needed and what each file is.
"""

import csv
import datetime
import io
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

HERE = pathlib.Path(__file__).resolve().parent
UNIT, YEAR = "某县文化和旅游局", 2023
DAY = datetime.datetime(2024, 3, 15, 9, 0, 0)

# What the unit has. Amounts are in 万元.


@dataclass
class Indicator:
    level1: str
    level2: str
    name: str
    target: str  # sign, value and unit parted by blanks, so that each layout puts them where it wants them
    actual: str
    weight: str
    points: str
    cause: str = ""
    remedy: str = ""
    rule: str = ""

    @property
    def parts(self):
        """指标性质, 指标值, 度量单位."""
        parts = self.target.split(" ")
        return ("定性", parts[0], "") if len(parts) == 1 else parts

    @property
    def whole_target(self):
        return self.target.replace(" ", "")

    @property
    def is_judged(self):
        """Is it a level that somebody judged, so that the points are a percent of the weight?"""
        return len(self.target.split(" ")) == 1 and "达成" in self.actual


@dataclass
class Form:
    name: str
    implementer: str
    funds: dict
    goal: tuple
    indicators: list
    execution: tuple = ()
    code: str = ""
    story: str = ""
    conclusion: str = ""
    section: str = ""
    grade: str = ""
    sources: tuple = field(default=(("fiscal", "其中：当年财政拨款"), ("carried", "上年结转资金"), ("other", "其他资金")))

    def sum(self, column):
        return sum((Decimal(row[column]) for key, row in self.funds.items() if key != "total"), Decimal(0))

    @property
    def total(self):
        return [self.sum(column) for column in range(3)]

    @property
    def rate(self):
        return rate(self.total)

    @property
    def execution_points(self):
        return half_up(self.total[2] / self.total[1] * 10)

    @property
    def points(self):
        return half_up(self.execution_points + sum(Decimal(one.points) for one in self.indicators))

    @property
    def unit_and_section(self):
        return f"{self.implementer}（{self.section}）" if self.section else self.implementer

    @property
    def deviations(self):
        """Name, cause and remedy; that of the execution rate last."""
        told = [(one.name, one.cause, one.remedy) for one in self.indicators if one.cause]
        return told + ([("预算执行率", *self.execution)] if self.execution else [])


def half_up(number, places=2):
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def rate(amounts):
    return half_up(amounts[2] / amounts[1] * 100)


def shown_rate(amounts):
    text = str(rate(amounts))
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


OUT, USE, GLAD = "产出指标", "效益指标", "满意度指标"
SERVED = "服务对象满意度指标"
MET, PARTLY, MISSED = "达成预期指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差"

PROJECTS = [
    Form(
        name="公共文化场馆免费开放项目",
        implementer="某县文化馆",
        code="51000021R000000019951",
        funds={"fiscal": ("60", "72.5068", "72.5"), "carried": ("8.25", "8.25", "8.25")},
        goal=(
            "目标1：文化馆全年免费开放，天数不少于300天。\n目标2：办好群众文化活动，服务群众5万人次以上。",
            "文化馆全年开放312天，举办群众文化活动46场，服务群众5.36万人次。",
        ),
        story="全年按计划开放场馆，组织群众文化活动，经费用于水电、保洁、活动和设施维护。",
        conclusion="项目总体完成较好，活动场次略有不足。",
        grade="优",
        indicators=[
            Indicator(OUT, "数量指标", "年免费开放天数", "≥ 300 天", "312天", "8", "7.5"),
            Indicator(OUT, "数量指标", "开展群众文化活动场次", "≥ 50 场", "46场", "10", "9.2",
                      "四季度场馆维修，四场活动没有办成。", "维修改在淡季进行，未办的活动列入下年一季度。"),
            Indicator(OUT, "质量指标", "设施设备完好率", "≥ 95 %", "96.5%", "8", "8"),
            Indicator(OUT, "质量指标", "安全责任事故", "= 0 起", "0起", "6", "6"),
            Indicator(OUT, "时效指标", "年度开放任务完成时间", "12月31日前", "2023-12-25", "8", "8"),
            Indicator(OUT, "成本指标", "免费开放经费支出", "≤ 80.7568 万元", "80.75万元", "10", "10"),
            Indicator(USE, "社会效益指标", "服务群众人次", "≥ 5 万人次", "5.36万人次", "10", "10"),
            Indicator(USE, "社会效益指标", "公共文化服务覆盖面", "有效扩大", MET, "10", "9"),
            Indicator(USE, "可持续影响指标", "长效管理机制健全性", "效果明显", PARTLY, "10", "7.5",
                      "志愿者管理办法还在征求意见。", "上半年印发办法并组织培训。"),
            Indicator(GLAD, SERVED, "群众满意度", "≥ 90 %", "93%", "10", "10"),
        ],
    ),
    Form(
        name="图书馆数字资源采购项目",
        implementer="某县图书馆",
        code="51000022T000000207316",
        funds={"fiscal": ("45", "45", "43.2"), "other": ("0", "3.456789", "3.456789")},
        goal=("采购电子图书和数据库，满足读者远程阅读需要。", "电子图书和数据库全部采购到位，验收合格，完成时间晚于计划。"),
        story="经公开招标确定供应商，第一次招标流标，第二次招标后签订合同并完成验收。",
        conclusion="项目完成质量较好，采购时间晚于计划。",
        grade="良",
        indicators=[
            Indicator(OUT, "数量指标", "采购电子图书数量", "≥ 20000 册", "21500册", "10", "10"),
            Indicator(OUT, "数量指标", "新增数据库数量", "= 2 个", "2个", "8", "8"),
            Indicator(OUT, "质量指标", "资源验收合格率", "= 100 %", "100%", "10", "10"),
            Indicator(OUT, "时效指标", "采购完成时间", "2023年11月30日前", "2023年12月8日", "10", "0",
                      "第一次招标投标人不足三家，流标后重新招标。", "提前调查市场，采购时间留足余地。"),
            Indicator(OUT, "成本指标", "采购总成本", "≤ 48.456789 万元", "46.656789万元", "12", "12"),
            Indicator(USE, "经济效益指标", "节约读者购书支出", "≥ 100 万元", "118万元", "10", "10"),
            Indicator(USE, "社会效益指标", "数字阅读普及程度", "有效提升", MET, "10", "9.5"),
            Indicator(USE, "可持续影响指标", "数字资源持续更新", "持续更新", MET, "10", "8"),
            Indicator(GLAD, SERVED, "读者满意度", "≥ 90 %", "88.2%", "10", "9.8",
                      "远程访问在高峰时段偏慢。", "扩充带宽，公布分时访问建议。"),
        ],
    ),
    Form(
        name="乡村旅游宣传推广项目",
        implementer=UNIT,
        section="旅游产业科",
        code="51000023Y000000884402",
        funds={"fiscal": ("30", "26.4", "20.05")},
        goal=("举办乡村旅游推介活动，制作宣传短片，扩大乡村旅游影响。", "推介活动举办9场，短片制作6部，部分活动推迟到下年。"),
        story="在县内外举办推介活动，制作并投放宣传短片。",
        conclusion="项目部分完成，执行进度偏慢。",
        grade="中",
        execution=("三场推介活动推迟，经费没有支付。", "按月跟踪支付进度，年中调减用不完的预算。"),
        indicators=[
            Indicator(OUT, "数量指标", "举办推介活动场次", "≥ 12 场", "9场", "10", "7.5",
                      "受天气影响，三场户外活动取消。", "户外活动同时准备室内方案。"),
            Indicator(OUT, "数量指标", "制作宣传短片数量", "= 6 部", "6部", "8", "8"),
            Indicator(OUT, "质量指标", "宣传内容审核合格率", "= 100 %", "100%", "10", "10"),
            Indicator(OUT, "时效指标", "推广活动完成时间", "12月31日前", "未完成", "10", "0",
                      "三场活动推迟到下年。", "活动计划按季度分解，逐季检查。"),
            Indicator(OUT, "成本指标", "单场活动成本", "≤ 1.5 万元", "1.62万元", "12", "11.11",
                      "场地租金上涨。", "优先使用自有场地。"),
            Indicator(USE, "经济效益指标", "带动旅游收入增长率", "≥ 8 %", "5.6%", "10", "7",
                      "活动场次减少，带动作用不足。", "下年增加线上推广。"),
            Indicator(USE, "社会效益指标", "乡村旅游知名度", "效果明显", PARTLY, "10", "6.5",
                      "短片投放渠道偏少。", "与省级媒体合作投放。"),
            Indicator(USE, "生态效益指标", "绿色出行理念宣传", "有效提升", MISSED, "5", "2",
                      "绿色出行的宣传没有单独安排。", "列入下年宣传计划，明确责任人。"),
            Indicator(USE, "可持续影响指标", "旅游品牌持续影响", "效果明显", MET, "5", "4.2"),
            Indicator(GLAD, SERVED, "游客满意度", "≥ 90 %", "85.5%", "10", "9.5",
                      "停车位不足，排队时间长。", "与交通部门协调增设临时停车场。"),
        ],
    ),
]

MANAGED, DUTY, ABLE = "部门管理", "履职效果", "能力建设"
DEPARTMENT = Form(
    name="部门整体支出",
    implementer=UNIT,
    funds={"basic": ("612.4", "640.25", "640.25"), "project": ("143.25", "155.613589", "147.456789")},
    sources=(("basic", "其中：基本支出"), ("project", "项目支出")),
    goal=("办好公共文化服务，促进文化和旅游融合发展。", "公共文化活动和执法检查完成计划，游客增长低于预期。"),
    grade="优",
    indicators=[
        Indicator(MANAGED, "资金投入", "基本支出预算执行率", "≥ 95 %", "100%", "2", "2", rule="basic-execution-rate"),
        Indicator(MANAGED, "资金投入", "项目支出预算执行率", "≥ 95 %", "94.76%", "2", "1.99",
                  "乡村旅游宣传推广项目执行偏慢。", "按月通报支付进度。", rule="project-execution-rate"),
        Indicator(MANAGED, "资金投入", "“三公经费”控制率", "≤ 100 %", "92.5%", "2", "2"),
        Indicator(MANAGED, "资金投入", "结转结余变动率", "≤ 0 %", "-12.5%", "2", "2"),
        Indicator(MANAGED, "财务管理", "财务管理制度健全性", "制度健全", MET, "2", "2"),
        Indicator(MANAGED, "财务管理", "资金使用规范性", "严格执行相关制度规定", MET, "2", "2"),
        Indicator(MANAGED, "采购管理", "政府采购规范性", "严格执行相关制度规定", MET, "2", "2"),
        Indicator(MANAGED, "人员管理", "在职人员控制率", "≤ 100 %", "95%", "2", "2"),
        Indicator(MANAGED, "资产管理", "资产管理规范性", "管理规范", MET, "2", "1.8"),
        Indicator(MANAGED, "业务管理", "重点工作管理制度健全性", "制度健全", MET, "2", "2"),
        Indicator(DUTY, "部门履职目标", "公共文化活动场次", "≥ 60 场", "68场", "15", "15"),
        Indicator(DUTY, "部门履职目标", "文化市场执法检查次数", "≥ 120 次", "126次", "10", "10"),
        Indicator(DUTY, "部门效果目标", "国内游客接待量增长率", "≥ 10 %", "8.4%", "10", "8.4",
                  "暑期持续降雨，游客减少。", "开发室内体验项目。"),
        Indicator(DUTY, "社会影响", "文旅品牌影响", "效果明显", MET, "15", "13.5"),
        Indicator(ABLE, "长效管理", "中长期规划建设", "有效提升", MET, "4", "4"),
        Indicator(ABLE, "人力资源建设", "干部业务培训次数", "≥ 4 次", "5次", "3", "3"),
        Indicator(ABLE, "档案管理", "档案管理完备性", "管理规范", MET, "3", "3"),
        Indicator("服务对象满意度", SERVED, "群众满意度", "≥ 90 %", "92%", "10", "10"),
    ],
)

# A published town form, its numbers as they were: nothing in the total over a source of 90.
TOWN_UNIT = "某县某镇人民政府"
TOWN = Form(
    name="委托业务项目",
    implementer=TOWN_UNIT,
    funds={"fiscal": ("90", "89.974", "89.974")},
    sources=(("fiscal", "其中:本年财政拨款"), ("carried", "      上年结转资金"), ("other", "      其他资金")),
    goal=("委托第三方完成工程预算编制、审计和规划设计。", "委托业务按计划完成，质量符合要求。"),
    indicators=[
        Indicator(OUT, "数量指标", "委托业务项目数量", "≥ 50 个", "50", "8", "8"),
        Indicator(OUT, "质量指标", "委托业务报告合格率", "≥ 100 百分比", "100", "8", "8"),
        Indicator(OUT, "质量指标", "经费支出合规性", "严格执行相关制度规定", MET, "8", "8"),
        Indicator(OUT, "时效指标", "提交报告及时性", "在计划时间内完成", MET, "8", "8"),
        Indicator(OUT, "成本指标", "项目总成本", "≤ 90 万元", "90", "8", "8"),
        Indicator(OUT, "成本指标", "单项业务成本", "符合相关规定", MET, "10", "10"),
        Indicator(USE, "社会效益指标", "对建设市场公平的影响程度", "效果明显", MET, "10", "10"),
        Indicator(USE, "生态效益指标", "对控制项目成本的影响程度", "效果明显", MET, "10", "10"),
        Indicator(USE, "可持续影响指标", "对健全制度的持续影响", "效果明显", MET, "10", "10"),
        Indicator(GLAD, "满意度指标", "公众满意度", "≥ 95 %", "95", "10", "10"),
    ],
)

# A layout is a list of cells; two writers, one of workbooks and one of documents, put them down.


@dataclass
class Cell:
    row: int
    column: int
    value: object  # a text, a Decimal, a date, or None for an empty cell with a border
    rows: int = 1
    columns: int = 1
    format: str = ""  # how a workbook shows a number
    kind: str = "text"  # text, head, title, plain (no border)
    left: bool = False


class Layout:
    def __init__(self, columns, widths):
        self.columns, self.widths = columns, widths
        self.cells, self.row, self.hidden = [], 0, []

    def put(self, column, value, columns=1, rows=1, **more):
        self.cells.append(Cell(self.row, column, value, rows, columns, **more))

    def line(self, *cells, skip=0):
        """A row of cells side by side; each a value or (value, columns)."""
        column = skip
        for cell in cells:
            value, columns, more = cell if isinstance(cell, tuple) and len(cell) == 3 else (*cell, {}) if isinstance(cell, tuple) else (cell, 1, {})
            self.put(column, value, columns, **more)
            column += columns
        self.row += 1

    def full(self, value, **more):
        self.put(0, value, self.columns, **more)
        self.row += 1

    def gap(self, rows=1):
        self.row += rows


HEAD = {"kind": "head"}


class Numbers:
    """How a form holds its numbers: as numbers with a format, or as texts."""

    def __init__(self, as_text=False, yuan=False, rate_as_text=False):
        self.as_text, self.yuan, self.rate_as_text = as_text, yuan, rate_as_text

    def amount(self, wan):
        number = Decimal(wan) * (10_000 if self.yuan else 1)
        places = max(2, -number.normalize().as_tuple().exponent)
        if self.as_text:
            return f"{number:.{places}f}", {}
        return number, {"format": "#,##0.00" if self.yuan else "0." + "0" * places}

    def points(self, text):
        return (str(text), {}) if self.as_text else (Decimal(text), {})

    def rate(self, amounts):
        if self.as_text or self.rate_as_text:
            return f"{rate(amounts)}%", {}
        return rate(amounts) / 100, {"format": "0.00%"}


def told(cause, remedy, one_line=False):
    if not cause:
        return ""
    return f"偏差原因：{cause}{'' if one_line else chr(10)}改进措施：{remedy}"


def runs(items, key):
    """Where each run of like items begins, and how long it is."""
    found, start = {}, 0
    for index in range(1, len(items) + 1):
        if index == len(items) or key(items[index]) != key(items[start]):
            found[start] = index - start
            start = index
    return found


MOF_WIDTHS = [8, 11, 13, 24, 17, 17, 8, 10, 34]


def mof(form, numbers=Numbers(), style="broad", levels=lambda one: (one.level1, one.level2), with_points=False,
        old=None, serial=False, grade="{}", gaps=False, one_line=False, total=None, grade_line=True, hole=None):
    """项目支出绩效自评表, annex 1 of 财预〔2020〕10号."""
    said = {
        "broad": dict(year=f"（{YEAR}年度）", money="项目资金\n（万元）", goal="年度\n总体\n目标", block="绩\n效\n指\n标",
                      name="项目名称", over="主管部门", by="实施单位", heads=["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析\n及改进措施"],
                      all="年度资金总额", sum="总分"),
        "full": dict(year="（２０２３年度）", money="项 目\n资 金\n（万 元）", goal="年度总\n体目标", block="绩效\n指标",
                     name="项 目 名 称", over="主 管 部 门", by="实 施 单 位", heads=["一级\n指标", "二级\n指标", "三级\n指标", "年度\n指标值", "实际\n完成值", "分 值", "得 分", "偏差原因分析\n及　改进措施"],
                     all="年度资金总额：", sum="总　　分"),
        "narrow": dict(year=f"({YEAR}年度)", money="项目资金(万元)", goal="年度总体目标", block="绩效指标",
                       name="项目名称：", over="主管部门：", by="实施单位：", heads=["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
                       all="年度资金总额", sum="总分"),
    }[style]
    page = Layout(9, MOF_WIDTHS)
    page.full("项目支出绩效自评表", kind="title")
    page.full(said["year"], kind="plain")
    if gaps:
        page.gap()
    page.line((said["name"], 2, HEAD), (form.name, 7))
    page.line((said["over"], 2, HEAD), (TOWN_UNIT if form is TOWN else UNIT, 3), (said["by"], 1, HEAD), (form.unit_and_section, 3))
    if gaps:
        page.gap()
    page.put(0, said["money"], rows=2 + len(form.sources), kind="head")
    page.line(("", 2, HEAD), *[(head, 1, HEAD) for head in ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]], skip=1)
    amounts = form.total if total is None else total
    row = [numbers.amount(amount) for amount in amounts]
    rate_cell = numbers.rate(amounts) if amounts[1] else numbers.points("0")
    points = form.execution_points if total is None else Decimal(0)
    page.line((said["all"], 2, HEAD), *[(value, 1, more) for value, more in row], *[(value, 1, more) for value, more in [numbers.points("10"), rate_cell, numbers.points(points)]], skip=1)
    for key, label in form.sources:
        funds = form.funds.get(key)
        row = [numbers.amount(amount) for amount in funds] if funds else [("", {})] * 3 if form is TOWN else [numbers.amount("0")] * 3
        rest = ["", "", ""] if form is TOWN else ["—", shown_rate([Decimal(one) for one in funds]) if funds else "—", "—"]
        page.line((label, 2, {"left": True}), *[(value, 1, more) for value, more in row], *rest, skip=1)
    page.put(0, said["goal"], rows=2, kind="head")
    page.line(("预期目标", 4, HEAD), ("实际完成情况", 4, HEAD), skip=1)
    page.line((form.goal[0], 4, {"left": True}), (form.goal[1], 4, {"left": True}), skip=1)
    if gaps:
        page.gap()
    indicators = [one for one in form.indicators]
    if old:
        indicators.insert(*old)
    if hole:
        indicators.insert(*hole)
    page.put(0, said["block"], rows=len(indicators) + 1, kind="head")
    page.line(*[(head, 1, HEAD) for head in said["heads"]], skip=1)
    firsts = runs(indicators, lambda one: levels(one)[0])
    seconds = runs(indicators, levels)
    for index, one in enumerate(indicators):
        if old and one is old[1]:
            page.hidden.append(page.row)
        if index in firsts:
            inside = indicators[index:index + firsts[index]]
            weight = sum(Decimal(two.weight or 0) for two in inside if not (old and two is old[1]))
            page.put(1, levels(one)[0] + (f"\n({weight}分)" if with_points else ""), rows=firsts[index])
        if index in seconds:
            page.put(2, levels(one)[1], rows=seconds[index])
        actual = one.actual
        if serial and re.fullmatch(r"\d{4}-\d\d-\d\d", actual):
            actual = datetime.date.fromisoformat(actual)
        weight, points = [numbers.points(text) if text else ("", {}) for text in (one.weight, one.points)]
        page.line(one.name, one.whole_target, (actual, 1, {"format": "yyyy-mm-dd"} if isinstance(actual, datetime.date) else {}),
                  (weight[0], 1, weight[1]), (points[0], 1, points[1]), (told(one.cause, one.remedy, one_line), 1, {"left": True}), skip=3)
    if gaps:
        page.gap()
    last = grade.format(form.grade) if grade_line else ""
    if form.execution:
        last += "\n预算执行率：" + told(*form.execution)
    hundred = numbers.points("100")
    whole = numbers.points(form.points if total is None else sum(Decimal(one.points) for one in form.indicators))
    page.line((said["sum"], 6, HEAD), (hundred[0], 1, hundred[1]), (whole[0], 1, whole[1]), (last, 1, {"left": True}))
    page.full("填报人：王芳        联系电话：0000-1234567        填报日期：2024年3月15日", kind="plain", left=True)
    page.full("注：1.得分一档最高不能超过该指标分值上限。2.定性指标根据指标完成情况分为达成预期指标、部分达成预期指标并具有一定效果、"
              "未达成预期指标且效果较差三档，分别按照该指标对应分值区间100-80%（含80%）、80-60%（含60%）、60-0%合理确定分值。",
              kind="plain", left=True)
    return page


def levels_2021(one):
    return ("成本指标", "经济成本指标") if one.level2 == "成本指标" else (one.level1, one.level2)


GUIDE = ("1.预算执行率=预算执行数/调整后预算数,预算执行率未达到90%的需说明原因(100字以内);"
         "2.年中发生预算调整的(追加或调减),应单独说明理由;3.其他资金包括:社会投入资金、银行贷款.")


def sichuan(form, bare=False):
    """Sichuan's 部门预算项目支出绩效自评表; `bare`: 完成值 without the unit that stands under 度量单位."""
    numbers = Numbers(rate_as_text=True)
    page = Layout(11, [10, 11, 14, 24, 11, 13, 10, 18, 8, 9, 32])
    page.full("报表编号:510000_0013zp", kind="plain", left=True)
    page.full(f"部门预算项目支出绩效自评表({YEAR}年度)", kind="title")
    page.line(("项目名称", 2, HEAD), (f"{form.code}-{form.name}", 9))
    page.line(("主管部门", 2, HEAD), (UNIT, 3), ("实施单位\n(盖章)", 2, HEAD), (form.unit_and_section, 4))
    page.put(0, "项目基本情况", rows=3, kind="head")
    page.put(1, "1.项目年度目标完成情况", rows=2, columns=2, kind="head")
    page.line(("项目年度目标", 4, HEAD), ("年度目标完成情况", 4, HEAD), skip=3)
    page.line((form.goal[0], 4, {"left": True}), (form.goal[1], 4, {"left": True}), skip=3)
    page.line(("2.项目实施内容及过程概述", 2, HEAD), (form.story, 8, {"left": True}), skip=1)
    page.put(0, "预算执行情况(10分)", rows=6, kind="head")
    page.line(("年度预算数(万元)", 2, HEAD), *[(head, 1, HEAD) for head in ["年初预算", "调整后预算数", "预算执行数"]], ("预算执行率", 2, HEAD),
              ("权重", 1, HEAD), ("得分", 1, HEAD), ("原因", 1, HEAD), skip=1)
    fiscal = [form.sum(column) - Decimal(form.funds.get("other", ("0", "0", "0"))[column]) for column in range(3)]
    nothing = [Decimal(0)] * 3
    other = [Decimal(one) for one in form.funds["other"]] if "other" in form.funds else nothing
    rows = [("总额", form.total), ("其中：财政资金", fiscal), ("财政专户管理资金", nothing), ("单位资金", nothing), ("其他资金", other)]
    for label, amounts in rows:
        cells = [numbers.amount(amount) for amount in amounts]
        shown = numbers.rate(amounts)[0] if amounts[1] else "0.00%"
        if label == "总额":
            page.put(10, told(*form.execution) if form.execution else GUIDE, rows=5, left=True)
        marks = [Decimal(10), form.execution_points] if label == "总额" else ["/", "/"]
        page.line((label, 2), *[(value, 1, more) for value, more in cells], (shown, 2), *marks, skip=1)
    page.put(0, "绩效指标(90分)", rows=len(form.indicators) + 1, kind="head")
    page.line(*[(head, 1, HEAD) for head in ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "未完成原因分析"]], skip=1)
    firsts, seconds = runs(form.indicators, lambda one: one.level1), runs(form.indicators, lambda one: (one.level1, one.level2))
    for index, one in enumerate(form.indicators):
        if index in firsts:
            page.put(1, one.level1, rows=firsts[index])
        if index in seconds:
            page.put(2, one.level2, rows=seconds[index])
        sign, value, unit = one.parts
        actual = one.actual.removesuffix(unit) if bare else one.actual
        value, actual = [Decimal(text) if sign != "定性" and re.fullmatch(r"[\d.]+", text) else text for text in (value, actual)]
        page.line(one.name, sign, value, unit, actual, Decimal(one.weight), Decimal(one.points), (told(one.cause, one.remedy), 1, {"left": True}), skip=3)
    page.line(("合计", 8, HEAD), Decimal(100), form.points, "")
    for label, text in [("评价结论", form.conclusion), ("存在问题", "无"), ("改进措施", "无")]:
        page.line((label, 1, HEAD), (text, 10, {"left": True}))
    page.full("项目负责人：李强                    财务负责人：赵敏", kind="plain", left=True)
    return page


def yunnan(form):
    """Yunnan's 公开14表: money in 元, a second heading row under 年度指标值, the grade beside the total."""
    numbers = Numbers(yuan=True)
    page = Layout(11, [8, 11, 13, 24, 11, 15, 15, 18, 9, 10, 32])
    page.full("公开14表", kind="plain", left=True)
    page.full(f"{YEAR}年度项目支出绩效自评表", kind="title")
    page.line((f"部门：{UNIT}", 6, {"kind": "plain", "left": True}), ("金额单位：元", 5, {"kind": "plain"}))
    page.line(("项目名称", 2, HEAD), (form.name, 9))
    page.line(("主管部门", 2, HEAD), (UNIT, 4), ("实施单位", 1, HEAD), (form.unit_and_section, 4))
    page.put(0, "项目资金（元）", rows=5, kind="head")
    page.line(("", 3, HEAD), *[(head, 1, HEAD) for head in ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率"]], ("得分", 2, HEAD), skip=1)
    cells = [numbers.amount(amount) for amount in form.total]
    shown = numbers.rate(form.total)
    page.line(("年度资金总额", 3), *[(value, 1, more) for value, more in cells], Decimal(10), (shown[0], 1, shown[1]), (form.execution_points, 2), skip=1)
    for key, label in form.sources:
        cells = [numbers.amount(amount) for amount in form.funds.get(key, ("0", "0", "0"))]
        page.line((label, 3, {"left": True}), *[(value, 1, more) for value, more in cells], "—", "", ("—", 2), skip=1)
    page.put(0, "年度总体目标", rows=2, kind="head")
    page.line(("预期目标", 5, HEAD), ("实际完成情况", 5, HEAD), skip=1)
    page.line((form.goal[0], 5, {"left": True}), (form.goal[1], 5, {"left": True}), skip=1)
    page.put(0, "绩效指标", rows=len(form.indicators) + 2, kind="head")
    for column, head in [(1, "一级指标"), (2, "二级指标"), (3, "三级指标"), (7, "实际完成值"), (8, "分值"), (9, "得分"), (10, "偏差原因分析及改进措施")]:
        page.put(column, head, rows=2, kind="head")
    page.line(("年度指标值", 3, HEAD), skip=4)
    page.line(*[(head, 1, HEAD) for head in ["指标性质", "指标值", "度量单位"]], skip=4)
    firsts, seconds = runs(form.indicators, lambda one: one.level1), runs(form.indicators, lambda one: (one.level1, one.level2))
    for index, one in enumerate(form.indicators):
        if index in firsts:
            page.put(1, one.level1, rows=firsts[index])
        if index in seconds:
            page.put(2, one.level2, rows=seconds[index])
        sign, value, unit = one.parts
        value = Decimal(value) if sign != "定性" else value
        page.line(one.name, sign, value, unit, one.actual, Decimal(one.weight), Decimal(one.points),
                  (told(one.cause, one.remedy), 1, {"left": True}), skip=3)
    page.line(("其他需要说明的事项", 3, HEAD), ("预算执行率：" + told(*form.execution) if form.execution else "无", 8, {"left": True}))
    page.line(("总分", 8, HEAD), Decimal(100), form.points, f"（{form.grade}）")
    page.full("备注：1.自评等级：100-90（含90分）为优、90-80（含80分）为良、80-60（含60分）为中、60分以下为差。"
              "2.一级指标包含产出指标、效益指标、满意度指标，二级指标和三级指标根据实际情况设置。", kind="plain", left=True)
    return page


def department(form):
    """部门（单位）整体支出绩效自评表, as used in Gansu."""
    numbers = Numbers()
    page = Layout(9, [9, 12, 14, 24, 17, 14, 9, 10, 34])
    page.full("部门（单位）整体支出绩效自评表", kind="title")
    page.full(f"（{YEAR}年度）", kind="plain")
    page.line(("部门（单位）名称", 2, HEAD), (UNIT, 7))
    page.put(0, "预算\n执行\n（万元）", rows=4, kind="head")
    page.line(("", 2, HEAD), *[(head, 1, HEAD) for head in ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]], skip=1)
    cells = [numbers.amount(amount) for amount in form.total]
    shown = numbers.rate(form.total)
    page.line(("全部支出", 2, HEAD), *[(value, 1, more) for value, more in cells], Decimal(10), (shown[0], 1, shown[1]), form.execution_points, skip=1)
    for key, label in form.sources:
        amounts = [Decimal(one) for one in form.funds[key]]
        cells, shown = [numbers.amount(amount) for amount in amounts], numbers.rate(amounts)
        page.line((label, 2, {"left": True}), *[(value, 1, more) for value, more in cells], "—", (shown[0], 1, shown[1]), "—", skip=1)
    page.put(0, "年度\n总体\n目标", rows=2, kind="head")
    page.line(("预期目标", 4, HEAD), ("实际完成情况", 4, HEAD), skip=1)
    page.line((form.goal[0], 4, {"left": True}), (form.goal[1], 4, {"left": True}), skip=1)
    page.put(0, "绩\n效\n指\n标", rows=len(form.indicators) + 1, kind="head")
    page.line(*[(head, 1, HEAD) for head in ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析\n及改进措施"]], skip=1)
    firsts, seconds = runs(form.indicators, lambda one: one.level1), runs(form.indicators, lambda one: (one.level1, one.level2))
    for index, one in enumerate(form.indicators):
        if index in firsts:
            page.put(1, one.level1, rows=firsts[index])
        if index in seconds:
            page.put(2, one.level2, rows=seconds[index])
        actual = one.actual
        more = {}
        if one.rule:  # a rate that the sheet shows as one
            actual, more = Decimal(actual.rstrip("%")) / 100, {"format": "0.00%"}
        page.line(one.name, one.whole_target, (actual, 1, more), Decimal(one.weight), Decimal(one.points), (told(one.cause, one.remedy), 1, {"left": True}), skip=3)
    page.line(("总分", 6, HEAD), Decimal(100), form.points, f"等级：{form.grade}")
    page.full("填报人：王芳        联系电话：0000-1234567        填报日期：2024年3月15日", kind="plain", left=True)
    return page


def numbered(texts):
    return texts[0] if len(texts) == 1 else "\n".join(f"（{number}）{text}" for number, text in enumerate(texts, 1))


def summary():
    """项目支出绩效自评结果汇总表."""
    numbers = Numbers()
    page = Layout(12, [6, 28, 16, 13, 13, 13, 10, 10, 9, 36, 36, 10])
    page.full("附件2", kind="plain", left=True)
    page.full(f"{YEAR}年度项目支出绩效自评结果汇总表", kind="title")
    page.line((f"填报单位：{UNIT}", 6, {"kind": "plain", "left": True}), ("单位：万元", 6, {"kind": "plain"}))
    page.line(*[(head, 1, HEAD) for head in ["序号", "项目名称", "实施科室\n（单位）", "年初预算数", "全年预算数", "全年执行数", "执行率", "自评得分", "自评等级", "主要偏离原因", "改进措施", "备注"]])
    for number, form in enumerate(PROJECTS, 1):
        cells, shown = [numbers.amount(amount) for amount in form.total], numbers.rate(form.total)
        page.line(Decimal(number), form.name, form.section or form.implementer, *[(value, 1, more) for value, more in cells], (shown[0], 1, shown[1]),
                  (form.points, 1, {"format": "0.00"}), form.grade,
                  (numbered([cause for _, cause, _ in form.deviations]), 1, {"left": True}),
                  (numbered([remedy for _, _, remedy in form.deviations]), 1, {"left": True}), "")
    whole = [sum(form.total[column] for form in PROJECTS) for column in range(3)]
    cells, shown = [numbers.amount(amount) for amount in whole], numbers.rate(whole)
    page.line(("合计", 3, HEAD), *[(value, 1, more) for value, more in cells], (shown[0], 1, shown[1]), *["—"] * 5)
    grades = [Decimal(sum(form.grade == grade for form in PROJECTS)) for grade in "优良中差"]
    page.put(8, "", columns=4, rows=2)
    page.line(("预算项目数", 2, HEAD), *[(head, 1, HEAD) for head in ["自评项目数", "自评覆盖率", "优（个）", "良（个）", "中（个）", "差（个）"]])
    page.line((Decimal(len(PROJECTS)), 2), Decimal(len(PROJECTS)), (Decimal(1), 1, {"format": "0%"}), *grades)
    return page


# Workbooks.

THIN = Side(style="thin", color="000000")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def plain_value(value):
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def width(text):
    return sum(1 if ord(char) < 128 else 2 for char in text)


def lines(text, room):
    return sum(max(1, -(-width(line) // max(1, room))) for line in str(text).split("\n"))


def sheet(ws, page, top=1, left=1):
    """Puts a layout down on a sheet; returns the row below it."""
    for index, wide in enumerate(page.widths):
        ws.column_dimensions[get_column_letter(left + index)].width = wide
    heights = {}
    for cell in page.cells:
        row, column = top + cell.row, left + cell.column
        at = ws.cell(row, column, plain_value(cell.value))
        font = {"title": Font("方正小标宋简体", size=18), "head": Font("黑体", size=10)}.get(cell.kind, Font("宋体", size=10))
        horizontal = "left" if cell.left else "center"
        for inside in ws.iter_rows(row, row + cell.rows - 1, column, column + cell.columns - 1):
            for one in inside:
                one.font, one.alignment = font, Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
                if cell.kind not in ("title", "plain"):
                    one.border = BOX
        if cell.format:
            at.number_format = cell.format
        if isinstance(cell.value, str) and cell.value:
            at.value, at.data_type = cell.value, "s"
        if cell.rows > 1 or cell.columns > 1:
            ws.merge_cells(start_row=row, end_row=row + cell.rows - 1, start_column=column, end_column=column + cell.columns - 1)
        if cell.rows == 1:
            room = int(sum(page.widths[cell.column:cell.column + cell.columns])) - 1
            size = 26 if cell.kind == "title" else 15 * lines(cell.value, room) + 3
            heights[row] = max(heights.get(row, 18), size)
    for row, height in heights.items():
        ws.row_dimensions[row].height = height
    for row in page.hidden:
        ws.row_dimensions[top + row].hidden = True
    return top + page.row


def book(sheets):
    """A workbook of (name, pages); the pages of a sheet stand one below the other."""
    wb = Workbook()
    wb.remove(wb.active)
    for name, pages in sheets:
        ws = wb.create_sheet(name)
        ws.page_setup.paperSize, ws.page_setup.fitToHeight = 9, 0
        ws.page_setup.orientation = "landscape" if pages[0].columns > 9 else "portrait"
        ws.sheet_properties.pageSetUpPr.fitToPage = True
        top = 1
        for page in pages:
            top = sheet(ws, page, top) + 3
    wb.properties.creator, wb.properties.created = "某县文化和旅游局", DAY
    return wb


def save_book(wb, name):
    memory = io.BytesIO()
    wb.save(memory)
    settle(memory.getvalue(), HERE / name)


# Documents.


def font(run, size, east="宋体", bold=False):
    run.font.size, run.font.name, run.bold = Pt(size), "Times New Roman", bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east)


def paragraph(doc, text, size=10.5, align=WD_ALIGN_PARAGRAPH.LEFT, east="宋体"):
    at = doc.add_paragraph()
    at.alignment = align
    font(at.add_run(text), size, east)


def shown_value(cell):
    value = cell.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if not isinstance(value, Decimal):
        return value
    if cell.format.endswith("%"):
        places = cell.format.count("0") - 1
        return f"{value * 100:.{places}f}%"
    if cell.format.startswith("#,##0"):
        return f"{value:,.2f}"
    if "." in cell.format:
        return f"{value:.{len(cell.format) - 2}f}"
    return f"{value.normalize():f}"


def table(doc, page, titles_in_table=False):
    """Puts a layout down as a table; lines without a border stand above and below it, unless they belong into it."""
    body = [cell for cell in page.cells if titles_in_table or cell.kind not in ("title", "plain")]
    first, last = min(cell.row for cell in body), max(cell.row + cell.rows for cell in body)
    outside = [cell for cell in page.cells if cell not in body]
    for cell in sorted((cell for cell in outside if cell.row < first), key=lambda cell: (cell.row, cell.column)):
        title = cell.kind == "title"
        paragraph(doc, cell.value, 18 if title else 10.5, WD_ALIGN_PARAGRAPH.LEFT if cell.left else WD_ALIGN_PARAGRAPH.CENTER, "黑体" if title else "宋体")
    used = sorted({row for cell in body for row in range(cell.row, cell.row + cell.rows)} - set(page.hidden))
    at = doc.add_table(rows=len(used), cols=page.columns, style="Table Grid")
    at.alignment, at.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    room = (25.5 if page.columns > 9 else 17.5) / sum(page.widths)
    for index, column in enumerate(at.columns):
        column.width = Cm(page.widths[index] * room)
    grid = [list(row.cells) for row in at.rows]
    for row in grid:
        for index, cell in enumerate(row):
            cell.width = Cm(page.widths[index] * room)
    for cell in body:
        rows = [used.index(row) for row in range(cell.row, cell.row + cell.rows) if row in used]
        if not rows:
            continue
        whole = grid[rows[0]][cell.column]
        if len(rows) > 1 or cell.columns > 1:
            whole = whole.merge(grid[rows[-1]][cell.column + cell.columns - 1])
        whole.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        # A line of the text is a paragraph of its own, as Word makes them on Enter.
        for index, line in enumerate(str(shown_value(cell)).split("\n")):
            para = whole.paragraphs[0] if index == 0 else whole.add_paragraph()
            para.alignment = WD_ALIGN_PARAGRAPH.LEFT if cell.left else WD_ALIGN_PARAGRAPH.CENTER
            font(para.add_run(line), 14 if cell.kind == "title" else 8, "黑体" if cell.kind in ("head", "title") else "宋体")
    for cell in sorted((cell for cell in outside if cell.row >= last), key=lambda cell: (cell.row, cell.column)):
        paragraph(doc, cell.value, 9)


def document(pages, name, **more):
    doc = docx.Document()
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if pages[0].columns > 9:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(1.5)
    for index, page in enumerate(pages):
        if index:
            doc.add_page_break()
        table(doc, page, **more)
    doc.core_properties.author, doc.core_properties.created = UNIT, DAY
    doc.core_properties.modified = DAY
    memory = io.BytesIO()
    doc.save(memory)
    settle(memory.getvalue(), HERE / name)


def settle(data, path):
    """The same archive with the same dates in it, whenever it was made."""
    source = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(path, "w") as out:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "docProps/thumbnail.jpeg":  # a picture of the template's first page
                continue
            if info.filename == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            if info.filename in ("docProps/core.xml", "meta.xml"):
                content = re.sub(rb"20\d\d-\d\d-\d\dT[\d:.]+(Z?)", rb"2024-03-15T09:00:00\1", content)
            kept = zipfile.ZipInfo(info.filename, (2024, 3, 15, 9, 0, 0))
            kept.compress_type = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            kept.external_attr = 0o644 << 16
            out.writestr(kept, content)


def convert(source, ending, name):
    """LibreOffice reads a file and writes it in another format."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", f"{folder}/out", str(HERE / source)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        made = pathlib.Path(folder, "out", pathlib.Path(source).stem + "." + ending)
        if ending == "xls":
            shutil.copyfile(made, HERE / name)
        else:
            settle(made.read_bytes(), HERE / name)


# What must come out of them.


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def toml_form(form, head, place, spending):
    """A form in the dataset format."""
    out = [f"[{head}.goal]" if head == "department" else "[projects.goal]",
           f"expected = {quoted(form.goal[0])}", f"actual   = {quoted(form.goal[1])}", ""]
    for key, row in form.funds.items():
        amounts = ", ".join(f"{word} = {quoted(amount)}" for word, amount in zip(("initial", "budget", "executed"), row))
        out += [f"[{spending}.{key}]", amounts.replace(", ", "\n"), ""]
    claimed = [f"execution_points = {quoted(str(form.execution_points))}", f"total = {quoted(str(form.points))}"]
    claimed += [f"grade = {quoted(form.grade)}"] if form.grade else []
    out += [f"[{place}.claimed]", *claimed, ""]
    for one in form.indicators:
        out += [f"[[{place}.indicators]]", f"level1 = {quoted(one.level1)}", f"level2 = {quoted(one.level2)}", f"name   = {quoted(one.name)}",
                f"target = {quoted(one.whole_target)}"]
        out += [f"rule   = {quoted(one.rule)}"] if one.rule else [f"actual = {quoted(one.actual)}"]
        out += [f"weight = {quoted(one.weight)}", f"points = {quoted(one.points)}"]
        if one.is_judged:
            percent = (Decimal(one.points) / Decimal(one.weight) * 100).normalize()
            out.append(f'percent = "{percent:f}%"')
        out.append("")
    for name, cause, remedy in form.deviations:
        out += [f"[[{place}.deviations]]", f"indicator = {quoted(name)}", f"cause  = {quoted(cause)}", f"remedy = {quoted(remedy)}", ""]
    return out


def stated(figure, value, number=None):
    out = ["[[stated]]", f"figure  = {quoted(figure)}", f"value   = {quoted(value)}"]
    return out + ([f"project = {number}"] if number else []) + [""]


def toml_projects(forms):
    out = []
    for number, form in enumerate(forms, 1):
        out += ["[[projects]]", f"number = {number}", f"name = {quoted(form.name)}", f"implementer = {quoted(form.implementer)}"]
        out += [f"section = {quoted(form.section)}"] if form.section else []
        out += ["", *toml_form(form, "projects", "projects", "projects.funds")]
    return out


def expected():
    out = ["# Written by make.py: what the forms of this folder say, in the dataset format.", "",
           "[unit]", f"name = {quoted(UNIT)}", f"year = {YEAR}", ""]
    out += toml_projects(PROJECTS)
    total = dict(zip(("initial", "budget", "executed"), DEPARTMENT.total))
    out += ["[department.spending.total]", *[f"{word} = {quoted(str(amount))}" for word, amount in total.items()], ""]
    out += toml_form(DEPARTMENT, "department", "department", "department.spending")
    for number, form in enumerate(PROJECTS, 1):
        out += stated("project.budget", str(form.total[1]), number)
        out += stated("project.executed", str(form.total[2]), number)
        out += stated("project.execution-rate", shown_rate(form.total), number)
    return "\n".join(out).rstrip() + "\n"


def expected_town():
    out = ["# Written by make.py: what town.xlsx says, in the dataset format.", "",
           "[unit]", f"name = {quoted(TOWN_UNIT)}", f"year = {YEAR}", ""]
    town = "\n".join(toml_projects([TOWN]))
    points = sum(Decimal(one.points) for one in TOWN.indicators)
    town = town.replace(f'execution_points = "{TOWN.execution_points}"', 'execution_points = "0"').replace(f'total = "{TOWN.points}"', f'total = "{points}"')
    out += [town]
    for figure in ("project.budget", "project.executed"):
        out += stated(figure, "0", 1)
    return "\n".join(out).rstrip() + "\n"


def main():
    first, second, third = PROJECTS
    old = Indicator(OUT, "数量指标", "举办展览场次（原指标，已调整）", "≥ 6 场", "", "5", "")
    mof_2020 = [
        mof(first, old=(1, old), serial=True, grade="{}"),
        mof(second, Numbers(as_text=True), style="full", gaps=True, grade="等级：{}", one_line=True),
        mof(third, style="narrow", grade="自评等级：{}"),
    ]
    names = [f"{number:02} {form.name}" for number, form in enumerate(PROJECTS, 1)]
    wb = book(list(zip(names, [[page] for page in mof_2020])))
    words = wb.create_sheet("项目字典")
    for row in [("项目编码", "项目名称", "主管部门", "年度指标值"), *[(form.code, form.name, UNIT, "≥1") for form in PROJECTS],
                ("51000019Z000000000001", "已撤销的项目", UNIT, "")]:
        words.append(row)
    words.sheet_state = "hidden"
    save_book(wb, "mof-2020.xlsx")

    plain = [mof(form, grade="等级：{}") for form in PROJECTS]
    save_book(book([("自评表", plain)]), "mof-2020-one-sheet.xlsx")
    document(plain, "mof-2020.docx")
    convert("mof-2020.xlsx", "xls", "mof-2020.xls")
    convert("mof-2020.xlsx", "ods", "mof-2020.ods")
    convert("mof-2020.xlsx", "xlsx", "mof-2020-resaved.xlsx")

    costs = [mof(form, style="narrow", levels=levels_2021, with_points=True, grade="等级：{}") for form in PROJECTS]
    save_book(book(list(zip(names, [[page] for page in costs]))), "mof-2021.xlsx")

    south = [sichuan(form, bare=form is third) for form in PROJECTS]
    save_book(book([(f"Sheet{number}", [page]) for number, page in enumerate(south, 1)]), "sichuan.xlsx")
    document(south, "sichuan.docx", titles_in_table=True)
    save_book(book([(f"公开14表-{number}", [yunnan(form)]) for number, form in enumerate(PROJECTS, 1)]), "yunnan.xlsx")

    save_book(book([("整体支出绩效自评表", [department(DEPARTMENT)])]), "gansu-department.xlsx")
    document([department(DEPARTMENT)], "gansu-department.docx")

    save_book(book([("汇总表", [summary()])]), "summary.xlsx")
    rows = {}
    for cell in summary().cells:
        rows.setdefault(cell.row, {})[cell.column] = shown_value(cell)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in sorted(rows):
        writer.writerow([rows[row].get(column, "") for column in range(12)])
    (HERE / "summary.csv").write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())
    (HERE / "summary-gb18030.csv").write_bytes(text.getvalue().encode("gb18030"))

    hole = Indicator(USE, "经济效益指标", "", "", "", "", "")
    town = mof(TOWN, style="narrow", with_points=True, total=[Decimal(0)] * 3, grade_line=False, hole=(6, hole))
    save_book(book([("Sheet1", [town])]), "town.xlsx")

    (HERE / "expected.toml").write_text(expected(), encoding="utf-8")
    (HERE / "expected-town.toml").write_text(expected_town(), encoding="utf-8")


if __name__ == "__main__":
    main()
