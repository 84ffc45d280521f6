package site

// title is the title of a list, in its language. It stands here and not with
// the strings of the templates because it belongs to the page, as that of a
// record does.
func (w *words) title(kind string) string {
	var ar, zh, en, fr, ru, es string
	switch kind {
	case "paragraphs":
		ar, zh, en, fr, ru, es = "فقرات المنطوق", "执行部分段落", "Operative paragraphs", "Paragraphes du dispositif", "Пункты постановляющей части", "Párrafos de la parte dispositiva"
	case "instruments":
		ar, zh, en, fr, ru, es = "الصكوك العالمية", "普遍性文书", "Universal instruments", "Instruments universels", "Универсальные документы", "Instrumentos universales"
	case "states":
		ar, zh, en, fr, ru, es = "الدول", "国家", "States", "États", "Государства", "Estados"
	case "activities":
		ar, zh, en, fr, ru, es = "الأنشطة", "活动", "Activities", "Activités", "Мероприятия", "Actividades"
	case "publications":
		ar, zh, en, fr, ru, es = "المنشورات والأدوات", "出版物和工具", "Publications and tools", "Publications et outils", "Публикации и инструменты", "Publicaciones y herramientas"
	case "finance":
		ar, zh, en, fr, ru, es = "التمويل", "资金", "Finance", "Financement", "Финансирование", "Financiación"
	case "indicators":
		ar, zh, en, fr, ru, es = "الأرقام", "数字", "Figures", "Chiffres", "Показатели", "Cifras"
	case "entities":
		ar, zh, en, fr, ru, es = "المنظمات", "组织", "Organizations", "Organisations", "Организации", "Organizaciones"
	case "sources":
		ar, zh, en, fr, ru, es = "المصادر", "资料来源", "Sources", "Sources", "Источники", "Fuentes"
	case "files":
		ar, zh, en, fr, ru, es = "ملفات البيانات", "数据文件", "Data files", "Fichiers de données", "Файлы данных", "Archivos de datos"
	case "rules":
		ar, zh, en, fr, ru, es = "قواعد التحقق من البيانات", "数据检查规则", "Rules of the data", "Règles des données", "Правила проверки данных", "Reglas de los datos"
	case "components":
		ar, zh, en, fr, ru, es = "مكونات الصفحات", "页面组件", "Components of the pages", "Composants des pages", "Элементы страниц", "Componentes de las páginas"
	case "changes":
		ar, zh, en, fr, ru, es = "التغييرات", "变更", "Changes", "Modifications", "Изменения", "Cambios"
	case "changes-since":
		ar, zh, en, fr, ru, es = "التغييرات منذ {date}", "自{date}以来的变更", "Changes since {date}", "Modifications depuis le {date}", "Изменения с {date}", "Cambios desde el {date}"
	case "changes-source":
		ar, zh, en, fr, ru, es = "التغييرات في ملفات البيانات منذ {date}", "自{date}以来数据文件的变更", "Changes in the data files since {date}", "Modifications des fichiers de données depuis le {date}", "Изменения в файлах данных с {date}", "Cambios en los archivos de datos desde el {date}"
	case "inserted":
		ar, zh, en, fr, ru, es = "مُضاف:", "插入：", "inserted:", "ajouté :", "добавлено:", "añadido:"
	case "deleted":
		ar, zh, en, fr, ru, es = "محذوف:", "删除：", "deleted:", "supprimé :", "удалено:", "suprimido:"
	case "paragraphs-same":
		ar, zh, en, fr, ru, es = "فقرات لم تتغير: {n}", "未变段落：{n}", "Paragraphs unchanged: {n}", "Paragraphes inchangés : {n}", "Абзацев без изменений: {n}", "Párrafos sin cambios: {n}"
	case "party-to-all":
		ar, zh, en, fr, ru, es = "الأطراف في جميع الصكوك المحصاة هنا", "此处统计的所有文书的缔约方", "Parties to all the instruments counted here", "Parties à tous les instruments comptés ici", "Участники всех учтенных здесь документов", "Partes en todos los instrumentos contados aquí"
	case "search":
		ar, zh, en, fr, ru, es = "بحث", "搜索", "Search", "Recherche", "Поиск", "Búsqueda"
	case "paragraph-n":
		ar, zh, en, fr, ru, es = "الفقرة {n}", "第{n}段", "Paragraph {n}", "Paragraphe {n}", "Пункт {n}", "Párrafo {n}"
	case "paragraphs-n":
		ar, zh, en, fr, ru, es = "الفقرات {n}", "第{n}段", "Paragraphs {n}", "Paragraphes {n}", "Пункты {n}", "Párrafos {n}"
	case "parity":
		ar, zh, en, fr, ru, es = "حالة الترجمات", "译文状况", "State of the translations", "État des traductions", "Состояние переводов", "Estado de las traducciones"
	case "act-signature":
		ar, zh, en, fr, ru, es = "توقيع", "签署", "signature", "signature", "подписание", "firma"
	case "act-ratification":
		ar, zh, en, fr, ru, es = "تصديق", "批准", "ratification", "ratification", "ратификация", "ratificación"
	case "act-accession":
		ar, zh, en, fr, ru, es = "انضمام", "加入", "accession", "adhésion", "присоединение", "adhesión"
	case "act-acceptance":
		ar, zh, en, fr, ru, es = "قبول", "接受", "acceptance", "acceptation", "принятие", "aceptación"
	case "act-succession":
		ar, zh, en, fr, ru, es = "خلافة", "继承", "succession", "succession", "правопреемство", "sucesión"
	case "act-withdrawal":
		ar, zh, en, fr, ru, es = "انسحاب", "退出", "withdrawal", "retrait", "выход", "retiro"
	case "editions":
		ar, zh, en, fr, ru, es = "الإصدارات", "版本", "Editions", "Éditions", "Издания", "Ediciones"
	}
	return w.pick(ar, zh, en, fr, ru, es)
}
