//! A unit whose projects explain what they missed in texts as long and as various as real ones, a tenth of them copied.

use jixiao_model::{Deviation, Submission, Traced};

use crate::unit::submission;

/// What a text begins with.
const WHENCE: [&str; 16] = [
    "年初测算时",
    "项目立项以后",
    "上半年招标期间",
    "施工进场之后",
    "验收准备阶段",
    "汛期到来以前",
    "第三季度起",
    "合同签订以后",
    "设备到货之前",
    "样品检测期间",
    "资料归档的时候",
    "入户调查中",
    "开学前后",
    "秋收时节",
    "冬季停工以前",
    "年度考核前",
];
/// Who has to do with it.
const WHO: [&str; 20] = [
    "承建单位",
    "设计院",
    "监理公司",
    "供货厂家",
    "乡镇卫生院",
    "村民小组",
    "合作社社员",
    "检测机构",
    "物业公司",
    "课题组",
    "印刷厂",
    "测绘队",
    "社区网格员",
    "农机手",
    "讲师团队",
    "参展商",
    "运输车队",
    "图纸审查机构",
    "苗木基地",
    "软件开发方",
];
/// What happened.
const WHAT: [&str; 24] = [
    "中途换了两任负责人，交接用去近一个月",
    "报来的清单同现场数量对不上，返工重新核了三遍",
    "缺少两种规格的配件，等厂家排产又等了六周",
    "对新标准理解不一，方案论证会开了四次才定",
    "提出增加一道隔离护栏，变更手续走了全部流程",
    "因道路半幅封闭，材料只能夜间运进",
    "人员轮换频繁，熟手不够，日均完成量掉了三分之一",
    "把票据寄错了地址，补开时税务系统正在升级",
    "对赔付单价有不同意见，协商到十月才签字",
    "遇到连续阴雨，基坑排水占去大半工期",
    "发现地下有一段老管线，图上没有标出",
    "要求先付三成预付款，与采购文件的约定不合",
    "把样本寄往省外复检，往返耗去二十多天",
    "没有赶上当季栽植，成活率随之走低",
    "报名的人比估计的少，两个班并成一个班",
    "更换了主要品牌，价格谈判推迟",
    "临近年底才交来结算书，审核排不上队",
    "对系统操作生疏，数据录入错漏较多",
    "担心收益没有着落，迟迟不肯签协议",
    "受检修停电影响，生产线停了九天",
    "把培训时间同农忙排在一起，到课率不高",
    "原定场馆被征用，另找场地费了周折",
    "提供的坐标系不一致，图件需要重新转换",
    "没有按时提交中期成果，付款节点顺延",
];
/// What came of it.
const SO: [&str; 16] = [
    "因此原定的批次只做完了一部分",
    "这一项比计划晚了一个半月",
    "尾款按约定留到下一年支付",
    "实际惠及户数少于年初的估计",
    "群众打分比上年低了几分",
    "设备没有在旺季前投入使用",
    "第二阶段的工作量压到了十二月",
    "两处点位没有赶上当年验收",
    "报告的定稿推到了次年一月",
    "单位成本比概算高出一截",
    "覆盖的村组少了四个",
    "合格率没有达到约定的水平",
    "配套的标识牌没有装完",
    "宣传册只印了首批",
    "活动少办了两场",
    "线上平台的访问量不及预期",
];
/// What will be done.
const WILL: [&str; 16] = [
    "下年提早两个月发布采购公告，把变更审批放到开工前",
    "同厂家签订备货协议，缺件三日内补齐",
    "请监理按周报送工程量，差异当周核清",
    "把培训改在农闲，送课到村",
    "选两家检测机构备用，样本就近送检",
    "建立票据交接单，谁经手谁签字",
    "结算书随进度分段报送，不再集中到年底",
    "另聘五名熟手，老带新跟班一个月",
    "先同农户谈定赔付单价再进场",
    "按雨季倒排工期，基坑工程放在春季",
    "补测地下管线，图纸会审时一并核对",
    "把成果提交日期写进合同，逾期扣减服务费",
    "错峰施工，材料提前入场堆放",
    "活动场地签两年的使用协议",
    "数据录入实行双人复核，错漏当天更正",
    "目标值参照近三年的平均数重定",
];

/// A generator of numbers that are the same on every run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// A name that no other text has, most likely: four of two thousand characters.
    fn name(&mut self) -> String {
        (0..4)
            .map(|_| char::from_u32(0x4e00 + u32::try_from(self.below(2_000)).unwrap()).unwrap())
            .collect()
    }

    fn cause(&mut self) -> String {
        let (first, second) = (self.of(&WHO), self.of(&WHO));
        format!(
            "{}，{}{first}{}；{}{second}{}，{}。",
            self.of(&WHENCE),
            self.name(),
            self.of(&WHAT),
            self.name(),
            self.of(&WHAT),
            self.of(&SO)
        )
    }

    fn remedy(&mut self) -> String {
        format!(
            "{}{}；{}{}；{}由{}牵头，{}月底前办结。",
            self.name(),
            self.of(&WILL),
            self.of(&WHO),
            self.of(&WILL),
            self.of(&SO),
            self.name(),
            1 + self.below(12)
        )
    }
}

/// A unit with so many projects, two or three explanations each, of about a hundred characters a side. Every tenth project has the explanations of
/// an earlier one, with a character dropped here and there.
///
/// # Panics
/// Never: all that it writes is well-formed.
pub fn explained(projects: u32) -> Submission {
    let mut unit = submission(projects);
    let mut numbers = Numbers(2023);
    for at in 0..unit.projects.len() {
        unit.projects[at].deviations = if at % 10 == 9 {
            let from = numbers.below(at);
            copied(&unit.projects[from].deviations, &mut numbers)
        } else {
            written(&mut numbers)
        };
    }
    unit
}

fn written(numbers: &mut Numbers) -> Vec<Deviation> {
    let named = ["参展企业数量", "参展企业满意度", "预算执行率"];
    let count = 2 + numbers.below(2);
    let one = |name: &&str| Deviation {
        indicator: Some(name.parse().unwrap()),
        cause: Traced::reported(numbers.cause()),
        remedy: Traced::reported(numbers.remedy()),
        ..Deviation::default()
    };
    named.iter().take(count).map(one).collect()
}

fn copied(from: &[Deviation], numbers: &mut Numbers) -> Vec<Deviation> {
    let mut copies = from.to_vec();
    for copy in &mut copies {
        for text in [&mut copy.cause.value, &mut copy.remedy.value] {
            let at = numbers.below(text.chars().count());
            let left = text.chars().enumerate().filter(|(place, _)| *place != at);
            *text = left.map(|(_, letter)| letter).collect();
        }
    }
    copies
}
