//! 单位基本信息表 and 部门整体支出基础数据表: the sheets of our own templates.
