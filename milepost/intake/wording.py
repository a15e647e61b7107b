"""The words of Chinese reporting tables, apart from the names that a plan knows: totals, ways, comparisons, notes.

All patterns are for folded text (plan/names.py): half-width, no blanks, one kind of dash.
"""

import re

from milepost.plan.names import fold
from milepost.plan.unit import UnitKind


def listed(text: str) -> frozenset[str]:
    """The blank-separated words of a list."""
    return frozenset(text.split())


def either(text: str) -> re.Pattern[str]:
    """A pattern for any of the blank-separated alternatives."""
    return re.compile("|".join(text.split()))


TOTALS = listed(
    """合计 总计 总数 合计数 总计数 全部 共计 汇总 总合计 区县合计 县区合计 县(市)区合计 县(市、区)合计
    各县区合计 各区合计 各县(市、区)合计 total"""
)
COUNTS = listed("总数 总量")
PARTS = listed("小计 其他 其它 平均 平均数 均值")
"""Subtotals and remainders of any sort, not only of places."""
_WHOLE: dict[UnitKind, tuple[str, ...]] = {
    "province": ("全省", "全区", "全市"),
    "city": ("全市", "全州"),
    "county": ("全县", "全区", "全市"),
}
# Words of the plan's whole place, by its kind, and of larger ones: none of its parts is meant.
LARGER: dict[UnitKind, re.Pattern[str]] = {
    "province": either("全省(?!各) 全区(?!各) 全国(?!各)"),
    "city": either("全[市州](?![各县区]) 全[省国](?![各市县区])"),
    "county": either("全[县区市](?![各乡镇街]) 全[省国](?![各市县区])"),
}
_REST = either(
    r"""小计 其他 其它 其他地区 其他县区 其他区县 市区 城区 郊区 市辖区 市直 市本级 本级 县级市 省直 不分地区 未分地区
    (?:[二两三四五六七八九十\d]+|各|所辖|下辖|县级)?(?:个)?(?:县|县市|县\(市\)|县、市|市县|区|城区|市|区县|县区)(?:小计|合计)?
    主城区(?:小计|合计)? 中心城区 .{2,8}(?:板块|片区|小计|组团) 全国(?:合计|平均)? 全省(?:合计|平均)? 全市平均
    平均数? 均值"""
)
STUBS_PLACE = listed(
    """地区 县区 区县 县(市)区 县(市、区) 县市区 县、区 县(区) 市县 地市 市州 市(州) 各县区 各区 区域 行政区 行政区划
    单位名称 填报单位 报送单位 上报单位 区划名称 辖区 街道 乡镇 乡镇街道 属地 县区名称 地区名称 所在地 所属县区
    所属地区 片区 板块 所属片区 部门 银行 机构名称 各县(市)区 各县(市、区) 各县市区 region region_name county"""
)
STUBS_INDICATOR = listed(
    """指标 指标名称 项目 主要指标 指标项 指标项目 项目名称 统计指标 考核指标 内容 类别 指标内容 数据项 indicator
    indicator_name"""
)
STUBS_MEASURE = listed("计量单位 计量 单位 指标单位 数据单位 unit measure_unit")
STUBS_PERIOD = listed(
    """报告期 时间 期别 季度 年份 统计时间 统计期 数据期 日期 所属期 年度 月份 报告时间 时期 期数 所属季度 period"""
)
STUBS_STATUS = listed("口径 统计口径 填报口径 状态 审核状态 是否有效 数据性质 版本 范围")
"""Columns of words that may make another thing of a figure, and those that do not."""
STATUS_PLAIN = re.compile(
    r"是|有效|正常|全口径|全社会|全部|在地|法人|已?(?:审核|通过|上报|报送|确认)(?:通过)?|正式|终稿|定稿|实际数?|统计(?:局|台账|报表)?|部门"
    r"|.{2,14}(?:局|委|办|中心|处|科|台账|系统|平台)"
)
STUBS_INDUSTRY = listed("行业 行业名称 行业门类 产业 所属行业 行业类别 国民经济行业")
STUBS_IGNORED = listed(
    """序号 行次 编号 代码 指标代码 行政区划代码 区划代码 地区代码 编码 行号 备注 说明 备注说明 情况说明 no no. 联系人
    联系电话 填报人 审核人 负责人 责任人 责任领导 包保领导
    分管领导 联系领导 牵头领导 责任科室 完成时限 时限 排名 位次 名次 备考 责任单位 牵头单位 数据来源
    region_code indicator_code source"""
)
STUBS_ANSWERABLE = listed("责任单位 牵头单位")
"""Over counties, and where nothing else says whose figures they are, these say it."""
STUBS_NAMING = STUBS_PLACE | STUBS_INDICATOR
STUBS = STUBS_PLACE | STUBS_INDICATOR | STUBS_MEASURE | STUBS_PERIOD | STUBS_INDUSTRY | STUBS_IGNORED
PAIR_LABELS = STUBS_PERIOD | listed(
    """统计期间 统计时期 所属时期 报表期 填报单位 报送单位 上报单位 报告单位 单位名称 地区 县区 县(市、区) 县(区)
    综合机关名称 数据性质 数据类型 范围 统计范围 口径 统计口径 行业"""
)
"""What may stand over a form with its value beside it."""
PAIR_ENDS = {"年份": "年", "年度": "年", "季度": "季度", "月份": "月"}
VALUES = listed(
    """数值 数量 值 指标值 数据 数 完成数 完成值 实际数 实际 实际值 实际完成 本期 本期数 本期值 实绩 完成 完成额 填报数
    上报数 数额 报告期数 本期完成 完成情况 统计值 当前值 本县 本区 我县 我区 我市
    绝对数 绝对值 绝对量 绝对额 实际完成数 水平 总额
    合计 总计 总量 总数 小计 全部 value"""
)
THIS_PERIOD = listed("本期 本期数 本期值 本期完成 本期完成数 本期实际 本期实际数 报告期数 当期 当期数 季度数 季度值")
NEUTRAL = VALUES | listed(
    "情况 主要指标 指标 基本情况 主要 各县区 按地区分 按县区分 按区县分 分地区 分县区 名称 其中 月 季 年 月度"
)
SECTION = re.compile(r"(?P<stem>.*)(?:情况|指标|部分|方面|统计|数据|分布|表)")
# What the name of a section may speak of and still leave its parts what they are.
TOPICS = re.compile(
    r"""经济|社会|总量|总体|效益|质量|高质量|基本|主要|核心|关键|重点|综合|有关|相关|考核|监测|评价|分配|发展|运行|完成|增长极|建设
    |工作|服务|人口|民生|就业|生活|财政|金融|财税|税收|投资|消费|科技|创新|创业|营商|环境|生态|文旅|文化|旅游|商贸|外贸|外经|开放|对外|城镇|国民|县域
    |动能|培育|壮大|登记|实有|存量|数量|规模(?!以)|结构|主体|各类|其他|其它|及|和|与|、|的""",
    re.VERBOSE,
)

FIELDS = re.compile(
    r"(?:社会|国民|人民)?(?:综合|经济|农业|工业|建筑业|服务业|农林牧渔业|投资|消费|贸易|商贸|教育|科技|科学技术|文化|体育|卫生|健康|医疗|民政"
    r"|保障|就业|劳动|人口|资源|环境|生态|能源|交通|运输|邮电|通信|旅游|财政|税收|金融|保险|生活|收入|物价|价格|土地|城乡建设|城市建设)(?:事业)?"
)
"""Fields of statistics. One alone may narrow what stands below it; a list of them (农业、工业及投资) is a chapter."""
GROWTH = either(
    r"""同比 环比 增长(?:速度|率|幅度)? 增速 增幅 增减 升降 增加(?!值) 减少 变动 比上 较上 比去年 较去年 比年初 较年初
    比20 较20 为上年 ± \+、?- 排名 位次 名次 yoy growth"""
)
PLANNED = either(
    r"""目标 计划数 计划值 计划完成 任务 预计 预测 预期 应完成 完成率 完成比例
    完成进度 进度 占比 比重 所占 达标 差距 缺口"""
)
EARLIER = either(r"""上年同期 去年同期 上年同季 同期 上年 去年 上季度?末? 上期末? 上月末? 年初数 基期 前期 期初""")

EVER = either(
    r"""自?(?:计划|行动|方案)(?:启动|实施|开展)?(?:以来|起)累?计? 自?20\d\d年(?:以来|起)累?计?
    历年累计 三年累计 历年来?"""
)
FROM_JANUARY = either(
    r"""自?年初(?:至今|以来|起)?累计 自?年初(?:至今|以来|起) 今年以来累?计? 本年度?累计 当年累计 年内累计 全年累计
    (?<![历三两几近多])年度?累计 (?:[1一]|自?年初)[-~至到]本(?:月|季度?)末?止?累?计? (?<!截)至本(?:月|季度?)末?累计
    累计至本(?:月|季度?)末? 本年度? 当年 今年 年内"""
)
ACCUMULATED = either(
    r"""截[至止]到?本(?:月|季度?|期)末?止?累计[数值额]? 本(?:月|季度?|期)(?:末止?|止)累计[数值额]?
    累计完成 累计至今 至今累计 累计数 累计值 累计 累积数 累积值 累积"""
)
OF_QUARTER = either(
    """(?:当|本)季度?发生[数额量]? 当季[数值]? 本季度?(?![末止])[数值]? 单季[数值]? 当期发生[数额]? 当期[数值]?
    本期发生[数额]?"""
)
OF_MONTH = either("当月[数值]? 单月[数值]? 本月(?![末止])[数值]?")
AT_END = either(
    """(?:本|报告)?(?:期|季|月|年|季度|年度)末(?:数|存量|实有|时点)? 时点数? 存量
    (?:当前|目前|现有)(?:实有|存量|数(?![值量据]))?"""
)
UP_TO_WORDS = re.compile(r"截[至止]到?")
UNTIL = re.compile(
    r"截[至止]到?(?:目前|当前|现在|(?:本|报告)?(?:期|月|季|季度|年|年度)末|$)|(?:截[至止]到?)?本(?:期|月|季度?)末?止"
)
"""Up to the end of the period, which may follow."""
YEARLESS = either(
    r"""1(?:月份?)?[-~至到](?:1[0-2]|[2-9])月份?
    (?:4(?:月份?)?[-~至到]6|7(?:月份?)?[-~至到]9|10(?:月份?)?[-~至到]12)月份?
    前[二三两23]个?季度 (?<![\d近])第?[一1](?:季度?)?[-~至到]第?[二三四2-4]个?季度?
    (?<![\d近])第?[一二三四1-4]季度 (?<![近每])[上下]半年
    (?<![\d年-])全年(?!累计|度|龄|级)
    (?<![\d-])(?:1[0-2]|[1-9])月份?(?!\d) (?<![a-z])q[1-4](?!\d) (?<![a-z\d])h[12](?![a-z\d])"""
)
ACHIEVED = re.compile(r"(?:实际)?完成(?:数|值|额|量)?$|实际(?:数|值)?$|绝对(?:数|量|值|额)$")
FULL_DATE = re.compile(
    r"(?P<until>截[至止]到?|至)?(?P<day>20\d\d年\d{1,2}月\d{1,2}(?=日|号)|20\d\d(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}(?![\d月]))[日号]?"
)
YEARLESS_DAY = re.compile(
    r"(?P<until>截[至止]到?|至)?(?P<day>(?<![\d年./-])(?:1[0-2]|[1-9])月(?:3[01]|[12]\d|[1-9]))[日号]"
)
UP_TO = r"(?:截[至止]到?|至|到)(?:目前)?\(?{month}|{month}份?(?:[末底止]|\d{{1,2}}日)"
"""With what stands for a month."""
PAST_RANGE = re.compile(r"20\d\d年?[-~至到/](?P<last>20\d\d)(?!\d)(?:学?年度?)?(?!.*(?:行动|规划|计划|方案|目标|工程))")
YEAR_RANGE = re.compile(r"20\d\d年?(?:-|~|至|到)20\d\d年?|[(〔\[]20\d\d[)〕\]]\d+号")

# Digits up to a year: 表1 2023年 and 表12 are told apart.
_COUNT = r"(?!20\d\d年)(?:\d{1,3}?(?=20\d\d年)|\d{1,3}(?!\d))"
TABLE_NUMBER = re.compile(
    rf"^(?:附?[表件](?:(?:{_COUNT}|[一二三四五六七八九十]+)(?:[.-]{_COUNT})*)?[:：、]?"
    rf"|续表(?:{_COUNT}(?:[.-]{_COUNT})*)?|{_COUNT}[-.]{_COUNT}(?:[-.]{_COUNT})*(?!月|个?季)|\d{{1,2}}、)"
)
REVISION = re.compile(r"\(?(?:更正|修订|修改|订正|补报|重报|更新|最终|定稿|新|终|副本|v\d+)[版稿件]?\)?$")
NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|\d{1,2}(?:、|\)|\.(?!\d)))"
)
LEVELS = tuple(
    map(
        re.compile,
        (
            r"[一二三四五六七八九十]{1,3}、",
            r"\([一二三四五六七八九十]{1,3}\)",
            r"\d{1,2}(?:、|\.(?!\d))",
            r"\(\d{1,2}\)",
        ),
    )
)
OF_WHICH = re.compile(r"^(?:#+|其中[:、,]?)+")
# Words that make another thing of a name: 新登记企业 are not 企业. A name that lacks them is never read under them.
NARROWING = either(
    """新登记 新增 新设 新注册 净增 注销 吊销 迁入 迁出 退出 出口 进口 规上 规模以上 限上 限额以上 民营 外资 涉农 小微
    纳税 活跃 私营 国有 培训 申报 拟 储备 培育"""
)
# The same in a title, where 培育 or 小微 may just name the plan.
CHANGES = either("新登记 新增 新设 新注册 净增 注销 吊销 迁入 迁出 退出")
# Over a column beside that of the figures as they were before.
CORRECTED = either("更正 修正 订正 核定 核实 审核 调整后 最终")
# Over one beside plain levels: they went through another office's hands.
CHECKED = either("审[定核批]?[数值额]? 终审 [核确认评][定认实] 调整 考核[数值额] 账面 反馈 复核 修正 自报 初步")

# Words in a title that make something else of all figures below it, unless a heading takes them up.
OTHER_FIGURES = either(
    r"""人均 户均 [月季日年]均 平均 每[百千万](?:人|户) 每(?:百|千|万)?平方公里 密度 排名 排序 排位 位次 得分
    评分 指数 增速 增幅 增长率 增长速度 增长点 发展速度 贡献率? 拉动 弹性系数 占比 比重 占.{1,8}比 比例 份额
    指标构成 构成比 构成\((?:%|合计) 同比 环比 净增加? 增减(?:数|额|量)? [比较](?:上[年季月期]|去年|年初)
    增加(?:数|额|量|值|情况) (?<!经济)增长情况 不变价 可比价 [=为]100
    年初(?!至|到|以来|累计) 完成率 完成比例 完成进度 差距 缺口 基数
    下达 市?本级 预算(?:安排|数|表|草案) 预安排 预计 预测 预期 测算 核减 修[订正]前 调整前 增量
    (?:目标|任务|计划)(?:数|值|表|分解|分配|下达|安排) 分解表
    (?:目标|任务|计划)(?=$|[(、及和与]|情况) (?:上年|去年)(?:同期|同季|年末|末|数)? 同期数?
    上(?:季度?|期)末? 期初 基期 (?:年度|全年)目标(?!.*(?:完成|进展|进度|落实|执行)) 作废 ^示例(?!数据) 填[报写表]?示例
    示例表 样例 样表 范例"""
)
# Words in a title, or in a bracket of one, that speak of a part of all businesses or of a part of the place.
SUBSET = either(
    """开发区 园区 产业园 农村地区 农村 乡村(?!振兴) 城镇地区 城镇(?=人口|户数|从业) 建成区 非公有制? 个体经济 [市省]属
    重点税源 规模以下 大型企业 中型企业 重点企业 亏损 上市 外商投资 民营经济 变更登记 注[销册]资本"""
)
SECTOR = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8})?(?:(?<![就创营从毕失事专职作行开停产实物])业|批发|零售|住宿|餐饮|房地产(?:开发)?|旅游|商贸|外资"
    r"|(?:小|中)学|高中|初中|学校|院校|(?<!继续)教育|机构|医院|卫生院|幼儿园|养老院)"
)
"""Branches of the economy and sorts of institutions: alone in a title, its figures are of that one."""
INDICATORS_OF = re.compile(r"([\u4e00-\u9fff]{2,12}?)(?:主要)?(?:经济|社会|统计|发展|运行|考核|监测)*指标")
BRACKETED = re.compile(
    r"稿|资料|秘密|内部|保存|[盖公签]章|快报|初步|[核审]定|当年价|现价|试行|按.+分|汇总|机密|续|^[上下一二三四五六七八九十]$|简表|^表"
    r"|分[县市区]|单位|[万亿]|元$|取整|小数|四舍五入|内$"
)
"""What a bracket of a title may say that makes nothing else of its figures."""
# Names of businesses as such: below a title that speaks of something else, they only say whose it is.
KINDS = listed("企业 企业户数 个体工商户 个体户 市场主体 市场主体总量 经营主体")
# Words of titles of tables that hold figures of many things.
GENERAL = either(
    r"""指标 经济 社会 发展 质量 报表 [季月年]报 年鉴 统计表 一览 运行 台账 台帐 调度 监测 环境 主体 企业 户 行动 计划
    主要 基本 概况 综合 改革 公报 数据 进展 完成"""
)
FORM_NAME = re.compile(r"(?:统计|汇总|明细|一览|情况)?(?:报|简)?表(?=$|\()")
"""How the title of any form ends."""
# Words that may stand in any title and say nothing about what is counted.
PROGRAMME = re.compile(r"(?:[二三四五两]年|专项|攻坚|倍增|提升|培育)*(?:行动(?:计划|方案)?|实施方案|工作方案|工程)")
REGIONS = re.compile(
    r"(?:[全各分按本我某]|所辖|下辖)+(?:县\(市、?区\)|县\(区\)|市\(州\)|街道\(乡镇\)|乡镇\(街道\)|县、?区"
    r"|区、?县|县市区|市县区|县市|市州|市县|地区|辖区|区域|街道|乡镇|部门|单位|[省市县区州](?![级业域长]))+|区县|县区|县域|辖区内?"
)
OFFICE = re.compile(r"(?:^|(?<=\|))[^|]{1,14}?(?:局|委员会|委|办公室|办|中心|政府|厅|统计处)(?=$|\||\ue000)")
AND = either("以及 [与和及、暨] 按(?!人) 分(?=行业|产业|类|性质|规模|登记|所有制)")
COMMON = either(
    r"""经济社会 主要 经济 社会 指标 情况 统计 完成 运行 基本 一览 发展 培育 壮大 行动 计划 方案 监测 调度 通报
    分析 汇总 明细 进展 工作 推进 推动 促进 支持 扶持 服务 优化 激发 实现 高质量 质量 总体 总 规模(?!以) 结构
    分类 类型 类别 行业 产业(?!园) 户数 家数 个数 数量 总量 总数 存量 实有 在册 存续 登记(?!备案)
    注册(?!资[本金]) 报表 全年 [月季年]度 [月季]报 统计年报 快报 台[账帐] 报送 填报 上报 报告 信息 简[表况] 资料 更正
    修订 续 附[件表] 各类 全部 截[至止]到? 目前 目标任务 任务 目标 有关 相关 关于 综合 全面 概况 示例 名单 部分 其他
    表[一二三四五六七八九十]? 数据? 额(?!以上) 表"""
)
ASIDE_SHEET = re.compile(
    r"(?:上年|去年)年?末?(?:数|数据|报表|表)?|年初数?|(?:全年|年度|季度|本年|今年)?(?:目标|任务|计划)(?:任务|数|值|分解)?表?"
    r"|.*(?:作废|废弃|废止|勿用|不用|停用)\)?|.*(?:示例|样例|样表|范例|例表)\d*\)?|.*(?:往期|历史|底稿|测试|备份|校验)\d*"
)
"""Names of sheets that hold no figures of a period where they stand beside others: last year's, plans, void ones."""
YEAR_AGO_SHEET = re.compile(r"(?:上年|去年)(?:同期|同季)(?:数|数据|报表|表)?")
QUARTER_BEFORE = re.compile(r"(?:上(?:一|个)?(?:季度?|期)末?|期初)(?:数|数据|情况|报表|表)?")
BY_TIMES = re.compile(r"(?:各|分|逐)(?:月份?|季度?)末?的?")

SENDER_LINE = re.compile(
    r"^(?:填报|报送|上报|填表|制表|报告|编报)(?:单位|部门|机构|地区)(?:\(盖?章?\))?(?:名称)?:?(?P<name>.*)$"
)
PLACE_LINE = re.compile(
    r"^(?:县区|区县|地区|单位名称|综合机关名称|县\(市、?区\)|县\(区\)|所属(?:县区|地区)):(?P<name>.*)$"
)
PART_OF_COUNTY = re.compile(r".*(?:镇|乡|街道)(?:人民政府|政府|办事处)?|.*(?:开发区|园区)(?:管委会)?|.*分局")
OWN_NAME = re.compile(r".{2,20}(?:[省市县区镇乡旗州]|街道|政府|局|委员会|委|办公室|办|中心)")
A_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,12}[市县区旗](?:人民政府)?")
UNIT_LINE = re.compile(r"^\(?(?:计量|数据|金额)?单位:(?P<measure>.*?)\)?$")
NOTE = re.compile(
    r"""^(?:(?:注|附注|备注|说明|填报说明|填表说明|指标解释|数据来源|资料来源|来源|source|note)\d*[:.、]|注\d*$|\*+(?=[^*])
    |(?:单位)?负责人|填报人|填表人|审核人|制表人|联系人|联系电话|填报日期|填表日期|报出日期|报送日期|统计负责人|分管领导
    |经办人|签字|盖章|复核人|报表人|电话)""",
    re.VERBOSE,
)
META = re.compile(
    r"^(?:表号|制定机关|制表机关|批准机关|批准文号|文号|有效期至?|数据库|报告期|时间|期别|填报时间|报告时间|统计时间|所属时?期"
    r"|(?:统计|数据)?(?:截[至止](?:时间|日期)?|时点|时段)"
    r"|综合机关名称|统一社会信用代码):"
)


WITHOUT_PERIOD = re.compile(r"^(?:有效期至?|文号|批准文号|表号|制定机关|制表机关|批准机关)")
"""Lines whose dates are the form's own."""
TIMES_OF_SERIES = re.compile(r"(?:开始|起始|截止|结束|终止|更新|发布|入库|采集)(?:时间|日期)")
PERIOD_LABEL = re.compile(r"^(?:报告期别?|时间|期别|报告时间|统计时间|统计时段|统计期|所属期|所属时期|报表期):$")
OF_ALL_FIGURES = re.compile(
    r"(?:(?:以上|本表|表[中内]|上[述列表]|所列|所填|所报)(?:各项?)?(?:数据|数字|数值|数|指标|情况)?|数据|数字|数值|统计时[间点段]|数据时[间点])"
    r"(?:均|都|全部)?(?:为|是|系|[自取]自|:|时[间点]为?|(?=截[至止]))(?P<rest>[^,。;]*)"
)
"""What a note says all the figures of its table are, or up to when."""


MARKED_NOTE = re.compile(r"[*#△▲※☆★]|\(?\d{1,2}[)、.]?(?=[\u4e00-\u9fff])")
"""How a note begins that explains a mark: *为预计数, ①为上年同期数."""
STANDS_IN = re.compile(
    r"(?:[暂沿借]用|用|以|按|[为是系]|均为|取自?|采用|参照)[^为是系]{0,8}?"
    r"(?:预计|预测|推算|测算|估算|估计|调度|净增|年均|平均|(?:上年|去年)(?:同期|同季|全年|年末)?|同期|上季度?末?|上期|上月|目标|计划|任务)"
    r"(?:数据?|值|额|$)"
)
"""That figures are others than those asked for: 沿用上季度数, 以上年数代替, 均为预计数."""
IS_OF = re.compile(r"(?<!同期数)(?:(?:均|都|只)?[为是系]|[暂沿借]用)(?P<rest>[^为是系]{2,14}?(?:数据?|值|末|底))$")
OF_SPAN = re.compile(r"[为是系指](?P<rest>[^为是系指]{2,14})$")
OF_FIGURES = re.compile(
    r"[万亿百千]|单位|口径|数据|[仅只]|不[含包]|应为|更正|预计|估|上[年季期月]|去年|累计|当[季月期]|本[季月]|季度|月"
)
"""What a comment on a heading or a label says when it speaks of figures."""
SCOPE_LINE = re.compile(r"^(?:统计|数据)?(?:口径|范围):(?P<what>(?!全|在地|各|所有|辖区|本[市县区]|法人).+)")
DOUBTED = re.compile(r"(?<!如)(?:应为|更正为|有误|错报|漏报|存疑|未(?:经)?核实|待核|未更新)")
"""What a note says where a figure is wrong, or not sure."""
ONLY = re.compile(r"(?:不包?[含括]|仅(?:指|统计|含|包括|为)|只(?:含|统计|包括))(?P<what>.+)")
INCLUDING = re.compile(
    r"(?P<whole>[^,。;:]{2,20}?)(?:(?P<less>不包?[含括]|剔除|扣除)|包含|包括|含)(?P<part>[^,。;]{2,20})"
)
OF_RATES = re.compile(r"同比|环比|增速|增幅|增长|增减|可比|对比|相比|指数|发展速度|完成率|进度|比重|占比|普查|抽样")


def is_whole(text: str, kind: UnitKind) -> bool:
    """Whether a label names the whole of a place of this kind: 全市, 全市合计, 全县总计."""
    folded = fold(text).strip("*:")
    return any(
        folded == word + ending for word in _WHOLE.get(kind, ()) for ending in ("", "合计", "总计", "汇总", "总数")
    )


def is_rest(text: str) -> bool:
    """Whether a label is a subtotal, a remainder or a larger place: no unit, and no total of the place either."""
    return bool(_REST.fullmatch(fold(text)))
