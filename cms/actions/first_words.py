"""The first words of each section: what a page says before an editor writes a better one."""

from __future__ import annotations

from typing import Any

from wagtail.rich_text import RichText


def _text(*parts: str) -> list[tuple[str, Any]]:
    """Paragraphs; a part that begins with ``#`` is a heading, one that begins with ``-`` a list of its lines."""
    blocks: list[tuple[str, Any]] = []
    for part in parts:
        if part.startswith("#"):
            blocks.append(("heading", part[1:]))
        elif part.startswith("-"):
            items = "".join(f"<li>{line[1:].strip()}</li>" for line in part.split("\n"))
            blocks.append(("paragraph", RichText(f"<ul>{items}</ul>")))
        else:
            blocks.append(("paragraph", RichText(f"<p>{part}</p>")))
    return blocks


CHECK = _text(
    "本市发放的长期任教荣誉证书，编号、姓名与市教育局登记一致的，可以在这里核验。核验免费，不需要登录。",
    "#怎样核验",
    "- 用手机扫描证书上的二维码，直接显示结果；\n- 或者同时填写证书编号和证书上的姓名。只填其中一项不显示任何信息。",
    "#结果的含义",
    "- 有效：证书真实，荣誉有效；\n- 已由新版替代：这一份已经换发，以新证书为准；\n- 暂停、撤销：荣誉目前不能作为依据使用；\n- 没有查到：请先核对编号和姓名，仍不一致的，请持证书到发证单位核实。",
    "核验结果只显示证书上已有的内容，不显示证件号码、联系方式等信息。",
)
REPORT = _text(
    "发现教师违反职业行为准则的，可以在网上反映，也可以向学校或者县级以上教育行政部门反映。",
    "#受理范围",
    "- 有偿补课、收受学生及家长财物；\n- 体罚、变相体罚或者侮辱学生；\n- 与学生发生不正当关系、骚扰学生；\n- 学术不端、弄虚作假；\n- 其他违反《新时代中小学教师职业行为十项准则》《新时代幼儿园教师职业行为十项准则》的行为。",
    "#对反映人的保护",
    "可以匿名。反映人的身份信息单独加密保管，办理案件的人员看不到；提交后给出一个查询码，凭码查看进展、补充材料。请不要在电话或者群聊里转述查询码。",
    "#怎样写更便于查清",
    "- 写明时间、地点、涉及的学校和具体情形；\n- 有照片、录音、转账记录等材料的一并上传；\n- 请如实反映。捏造事实诬告陷害他人的，依法承担责任。",
    "正在发生的人身伤害，请立即拨打 110。",
)
PRIVACY = _text(
    "本网站由泰州市教育局主办，依照《中华人民共和国个人信息保护法》处理个人信息。",
    "#浏览时收集什么",
    "浏览网站不需要登录，不收集姓名、电话等信息，不使用第三方统计，不加载其他网站的内容。为防止反复试探证书编号，系统按网络地址短时计数，一小时内自动清除。只有切换语言和提交表单时使用必要的 Cookie。",
    "#公开哪些个人信息",
    "- 荣誉名录、公示名单只公开姓名、单位和年限，依据是荣誉评定公示的规定；\n- 师德榜样的事迹经本人书面同意后公开，本人可以随时撤回同意，页面随即撤下；\n- 典型案例通报不出现当事人和学校的任何信息；\n- 统计数字只公布合计数，不足 10 人的不公布。",
    "#您的权利",
    "对公开内容有异议，或者要求更正、删除本人信息、撤回同意的，请向本人所在学校或者市教育局提出，自收到之日起十五个工作日内答复。对答复不满意的，可以向网信部门投诉。",
    "#未成年人",
    "网站照片中出现学生的，须取得监护人书面同意；发现未经同意公开的，请告知我们，核实后立即撤下。",
)
ACCESSIBILITY = _text(
    "本网站按照《中华人民共和国无障碍环境建设法》和《信息技术 互联网内容无障碍可访问性技术要求与测试方法》（GB/T 37668—2019）建设，以 WCAG 2.2 的 AA 级为目标。",
    "#已经做到",
    "- 全部内容可以只用键盘操作，焦点所在清晰可见；\n- 图片有文字说明，图表旁边列出数字；\n- 文字可以放大到 200% 而不丢失内容，适配手机和深色显示；\n- 不用颜色作为唯一的提示，尊重“减弱动态效果”的系统设置；\n- 页面可以直接打印。",
    "#尚有不足",
    "部分附件是扫描件，读屏软件不能朗读。需要文字版的，请向发布单位索取，七个工作日内提供。",
    "#意见反馈",
    "使用中遇到障碍的，请告知市教育局，写明页面名称和使用的设备，我们将在十五个工作日内答复。",
)

# kind, part of the address, title, whether it stands in the menu, fields
SECTIONS: tuple[tuple[str, str, str, bool, dict[str, Any]], ...] = (
    ("NoticeIndexPage", "notices", "通知公告", True, {"summary": "培训、考核、荣誉、师德工作的通知和公告。"}),
    ("CaseIndexPage", "cases", "典型案例通报", True, {
        "summary": "已经查实处理的违反教师职业行为准则案例，隐去当事人和学校，供警示教育使用。"}),
    ("SeasonIndexPage", "shishuo", "泰州师说", True, {
        "summary": "全市教师研修品牌：每一季的项目、场次与课程。",
        "intro": _text("“泰州师说”面向全市中小学、幼儿园和中等职业学校教师，以弘扬教育家精神为主线，市、市（区）两级统一发布项目。报名由学校在工作平台办理，教师可以登录查看自己的安排。")}),
    ("ExemplaryIndexPage", "exemplary", "师德榜样", True, {
        "summary": "从教三十年、四十年荣誉获得者的故事，经本人书面同意公开。"}),
    ("HonourRollPage", "roll", "荣誉名录", True, {
        "summary": "历年获得长期任教荣誉证书的教师。",
        "intro": _text("名录公开姓名、单位和年限，证书被暂停或者撤销的不列入。核对证书真伪请用“证书核验”。")}),
    ("EthicsPlacesPage", "places", "师德教育基地", True, {
        "summary": "师德教育基地名录和教育家精神巡回宣讲。",
        "intro": _text("各校可以联系基地的管理单位组织研学；参加研学和宣讲的学时由组织单位登记。")}),
    ("PolicyIndexPage", "policies", "政策文件库", True, {
        "summary": "教师工作常用的国家、省、市文件：文号、效力和替代关系，以及系统现行采用的规则版本。"}),
    ("StatisticsPage", "figures", "数据统计", True, {
        "summary": "全市教师队伍和荣誉、培训工作的合计数。",
        "intro": _text("数字由登记系统当日汇总。为保护个人信息，不足 10 人的数不公布；由合计数能够推算出来的，一并不公布。")}),
    ("StandardPage", "check", "证书核验", False, {
        "summary": "扫描二维码，或者填写编号和姓名，核对荣誉证书的真伪和效力。", "way": "check", "body": CHECK}),
    ("StandardPage", "report", "反映师德问题", False, {
        "summary": "反映教师违反职业行为准则的问题，可以匿名，凭码查询进展。", "way": "report", "body": REPORT}),
    ("StandardPage", "privacy", "隐私声明", False, {
        "summary": "本网站怎样处理和保护个人信息。", "body": PRIVACY}),
    ("StandardPage", "accessibility", "无障碍声明", False, {
        "summary": "本网站的无障碍建设情况和反馈方式。", "body": ACCESSIBILITY}),
)  # fmt: skip
