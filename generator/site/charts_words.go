package site

import "strings"

// picture is a word or a sentence of a picture. Names in braces stand for
// values. The words stand here because a picture is drawn before there are
// templates.
func (w *words) picture(key string, values ...string) string {
	s := w.pictured(key)
	if len(values) > 0 {
		s = strings.NewReplacer(values...).Replace(s)
	}
	return s
}

func (w *words) pictured(key string) string {
	switch key {
	case "draft":
		return w.pick("مسودة", "草案", "draft", "projet", "проект", "borrador")
	case "nothing":
		return w.pick("لا يوجد ما يُعرض", "没有可显示的内容", "Nothing to show", "Rien à montrer", "Нечего показать", "Nada que mostrar")
	case "date":
		return w.pick("التاريخ", "日期", "Date", "Date", "Дата", "Fecha")
	case "year":
		return w.pick("السنة", "年份", "Year", "Année", "Год", "Año")
	case "number":
		return w.pick("الرقم", "序号", "No.", "No", "№", "Núm.")
	case "paragraph":
		return w.pick("الفقرة", "段落", "Paragraph", "Paragraphe", "Пункт", "Párrafo")
	case "activity":
		return w.pick("النشاط", "活动", "Activity", "Activité", "Мероприятие", "Actividad")
	case "region":
		return w.pick("المنطقة", "区域", "Region", "Région", "Регион", "Región")
	case "kind":
		return w.pick("النوع", "类别", "Kind", "Type", "Вид", "Tipo")
	case "note":
		return w.pick("ملاحظة", "说明", "Note", "Note", "Примечание", "Nota")
	case "period":
		return w.pick("الفترة", "期间", "Period", "Période", "Период", "Período")
	case "item":
		return w.pick("البند", "项目", "Item", "Poste", "Статья", "Concepto")
	case "no":
		return w.pick("لا", "否", "no", "non", "нет", "no")
	case "code":
		return w.pick("الرمز (ISO 3166-1 alpha-3)", "代码（ISO 3166-1 alpha-3）", "Code (ISO 3166-1 alpha-3)", "Code (ISO 3166-1 alpha-3)", "Код (ISO 3166-1 alpha-3)", "Código (ISO 3166-1 alfa-3)")
	case "amount":
		return w.pick("المبلغ", "金额", "Amount", "Montant", "Сумма", "Importe")
	case "planned":
		return w.pick("مقرر", "计划中", "planned", "prévu", "запланировано", "previsto")
	case "no-region":
		return w.pick("لم يُذكر المكان", "未报告地点", "Place not reported", "Lieu non communiqué", "Место не указано", "Lugar no comunicado")
	case "not-reported":
		return w.pick("غير مبلَّغ عنه", "未报告", "not reported", "non communiqué", "не сообщено", "no comunicado")
	case "status-title":
		return w.pick("حالة كل فقرة في كل إصدار", "各版本中每一段的状态", "Status of each paragraph, edition by edition", "État de chaque paragraphe, édition par édition", "Статус каждого пункта по изданиям", "Estado de cada párrafo, edición por edición")
	case "status-at":
		return w.pick("الفقرات حسب الحالة في {date}: {list}.", "截至{date}各状态的段落数：{list}。", "Paragraphs by status on {date}: {list}.", "Paragraphes par état au {date}\u00a0: {list}.", "Пункты по статусу на {date}: {list}.", "Párrafos por estado al {date}: {list}.")
	case "status-changed":
		return w.pick("الفقرات التي تغيرت حالتها منذ {date}: {list}.", "自{date}以来状态有变的段落：{list}。", "Paragraphs whose status changed since {date}: {list}.", "Paragraphes dont l’état a changé depuis le {date}\u00a0: {list}.", "Пункты, статус которых изменился с {date}: {list}.", "Párrafos cuyo estado cambió desde el {date}: {list}.")
	case "status-same":
		return w.pick("لم تتغير أي حالة منذ {date}.", "自{date}以来状态均无变化。", "No status changed since {date}.", "Aucun état n’a changé depuis le {date}.", "С {date} ни один статус не изменился.", "Ningún estado cambió desde el {date}.")
	case "bounded":
		return w.pick("تظهر أحدث الإصدارات: {n} من {all}.", "显示最近的版本：{n}/{all}。", "The newest editions are shown: {n} of {all}.", "Seules les éditions les plus récentes sont montrées\u00a0: {n} sur {all}.", "Показаны самые новые издания: {n} из {all}.", "Se muestran las ediciones más recientes: {n} de {all}.")
	case "parties-title":
		return w.pick("الأطراف عبر الزمن", "缔约方数目的变化", "Parties over time", "Nombre de parties au fil du temps", "Число участников по времени", "Número de partes a lo largo del tiempo")
	case "parties-at":
		return w.pick("الأطراف في {date}: {list}.", "截至{date}的缔约方：{list}。", "Parties on {date}: {list}.", "Parties au {date}\u00a0: {list}.", "Участники на {date}: {list}.", "Partes al {date}: {list}.")
	case "parties-since":
		return w.pick("التغير منذ {date}: {list}.", "自{date}以来的增减：{list}。", "Change since {date}: {list}.", "Évolution depuis le {date}\u00a0: {list}.", "Изменение с {date}: {list}.", "Variación desde el {date}: {list}.")
	case "rules":
		return w.pick("الخطوط العمودية تبين تواريخ الإصدارات.", "竖线标示各版本的日期。", "Vertical lines mark the dates of the editions.", "Les traits verticaux marquent les dates des éditions.", "Вертикальные линии отмечают даты изданий.", "Las líneas verticales señalan las fechas de las ediciones.")
	case "deposits-title":
		return w.pick("الإيداعات حسب السنة", "各年交存数", "Deposits by year", "Dépôts par année", "Сдача документов на хранение по годам", "Depósitos por año")
	case "year-to":
		return w.pick("{year} (حتى {date})", "{year}（截至{date}）", "{year} (to {date})", "{year} (au {date})", "{year} (по {date})", "{year} (hasta el {date})")
	case "deposits-most":
		return w.pick("السنة التي شهدت أكبر عدد من الإيداعات وعددها، لكل صك: {list}.", "各文书交存最多的年份及数目：{list}。", "The year with the most deposits, and their number, for each instrument: {list}.", "Année comptant le plus de dépôts, et leur nombre, pour chaque instrument\u00a0: {list}.", "Год с наибольшим числом сданных документов и их число по каждому документу: {list}.", "Año con más depósitos, y su número, por instrumento: {list}.")
	case "deposits-to":
		return w.pick("تشمل آخر سنة الإيداعات حتى {date} فقط.", "最后一年仅计至{date}。", "The last year counts only up to {date}.", "La dernière année n’est comptée que jusqu’au {date}.", "Последний год учтен только по {date}.", "El último año se cuenta solo hasta el {date}.")
	case "activities-title":
		return w.pick("الأنشطة حسب المنطقة والتاريخ", "按区域和日期分列的活动", "Activities by region and date", "Activités par région et par date", "Мероприятия по регионам и датам", "Actividades por región y fecha")
	case "activities-by":
		return w.pick("الأنشطة حسب المنطقة: {list}.", "按区域分列的活动：{list}。", "Activities by region: {list}.", "Activités par région\u00a0: {list}.", "Мероприятия по регионам: {list}.", "Actividades por región: {list}.")
	case "activities-left":
		return w.pick("لا تظهر هنا الأنشطة المذكورة للسياق فقط أو غير المؤرخة: {n}.", "此处未显示仅作背景或没有日期的活动：{n}。", "Not shown, being given as context only or without a date: {n}.", "Non montrées, car données seulement pour le contexte ou sans date\u00a0: {n}.", "Не показаны как приведенные только для справки или без даты: {n}.", "No se muestran por figurar solo como contexto o carecer de fecha: {n}.")
	case "money-other":
		return w.pick("الميزانيات والتعهدات والتبرعات والنفقات", "预算、认捐、捐款和支出", "Budgets, pledges, contributions and expenditure", "Budgets, annonces, contributions et dépenses", "Бюджеты, объявленные взносы, взносы и расходы", "Presupuestos, promesas, contribuciones y gastos")
	case "linear":
		return w.pick("مقياس خطي ({currency})", "线性比例（{currency}）", "Linear scale ({currency})", "Échelle linéaire ({currency})", "Линейная шкала ({currency})", "Escala lineal ({currency})")
	case "log":
		return w.pick("مقياس لوغاريتمي ({currency}): طول الشريط لا يتناسب مع المبلغ", "对数比例（{currency}）：条长与金额不成比例", "Logarithmic scale ({currency}): bars are not in proportion to their amounts", "Échelle logarithmique ({currency})\u00a0: les barres ne sont pas proportionnelles aux montants", "Логарифмическая шкала ({currency}): длина полос не пропорциональна суммам", "Escala logarítmica ({currency}): las barras no son proporcionales a los importes")
	case "money-most":
		return w.pick("المبالغ المبيَّنة: {n}. أكبرها: {name}، {period}، {amount}.", "显示的金额：{n}项。最大一项：{name}，{period}，{amount}。", "Amounts shown: {n}. The greatest: {name}, {period}, {amount}.", "Montants montrés\u00a0: {n}. Le plus élevé\u00a0: {name}, {period}, {amount}.", "Показано сумм: {n}. Наибольшая: {name}, {period}, {amount}.", "Importes mostrados: {n}. El mayor: {name}, {period}, {amount}.")
	case "money-overlap":
		return w.pick("تتداخل المبالغ ولا يجوز جمعها.", "各金额有重叠，不得相加。", "The amounts overlap and must not be added together.", "Les montants se recoupent et ne doivent pas être additionnés.", "Суммы перекрываются, складывать их нельзя.", "Los importes se solapan y no deben sumarse.")
	}
	return w.term(key)
}

// term is a word that the templates use too: it is the string of that name in
// i18n/.
func (w *words) term(key string) string {
	switch key {
	case "qualifier-exact":
		return w.pick("{n}", "{n}", "{n}", "{n}", "{n}", "{n}")
	case "qualifier-about":
		return w.pick("نحو {n}", "约{n}", "about {n}", "environ {n}", "около {n}", "unos {n}")
	case "qualifier-more-than":
		return w.pick("أكثر من {n}", "{n}以上", "more than {n}", "plus de {n}", "более {n}", "más de {n}")
	case "qualifier-less-than":
		return w.pick("أقل من {n}", "不足{n}", "less than {n}", "moins de {n}", "менее {n}", "menos de {n}")
	case "qualifier-at-least":
		return w.pick("{n} على الأقل", "至少{n}", "at least {n}", "au moins {n}", "не менее {n}", "al menos {n}")
	case "status-implemented":
		return w.pick("نُفذ", "已执行", "Implemented", "Appliqué", "Выполнено", "Aplicado")
	case "status-under-implementation":
		return w.pick("قيد التنفيذ", "执行中", "Under implementation", "En cours d’application", "Выполняется", "En vías de aplicación")
	case "status-not-implemented":
		return w.pick("لم يُنفذ", "未执行", "Not implemented", "Non appliqué", "Не выполнено", "No aplicado")
	case "status-overtaken-by-events":
		return w.pick("تجاوزته الأحداث", "因时过境迁而失效", "Overtaken by events", "Devenu caduc", "Утратило актуальность", "Superado por los acontecimientos")
	case "status-no-information":
		return w.pick("لا توجد معلومات", "无资料", "No information", "Aucune information", "Нет информации", "Sin información")
	case "status-not-due":
		return w.pick("لم يحن موعده", "尚未到期", "Not yet due", "Non échu", "Срок не наступил", "Aún no exigible")
	case "status-no-action-requested":
		return w.pick("لم يُطلب اتخاذ إجراء", "未要求采取行动", "No action requested", "Aucune mesure demandée", "Мер не требуется", "No se solicitan medidas")
	case "region-africa":
		return w.pick("أفريقيا", "非洲", "Africa", "Afrique", "Африка", "África")
	case "region-americas":
		return w.pick("الأمريكتان", "美洲", "Americas", "Amériques", "Америка", "América")
	case "region-asia":
		return w.pick("آسيا", "亚洲", "Asia", "Asie", "Азия", "Asia")
	case "region-europe":
		return w.pick("أوروبا", "欧洲", "Europe", "Europe", "Европа", "Europa")
	case "region-oceania":
		return w.pick("أوقيانوسيا", "大洋洲", "Oceania", "Océanie", "Океания", "Oceanía")
	case "state":
		return w.pick("الدولة", "国家", "State", "État", "Государство", "Estado")
	case "member-state":
		return w.pick("دولة عضو في الأمم المتحدة", "联合国会员国", "Member State of the United Nations", "État Membre de l’Organisation des Nations Unies", "Государство — член Организации Объединенных Наций", "Estado Miembro de las Naciones Unidas")
	case "yes":
		return w.pick("نعم", "是", "yes", "oui", "да", "sí")
	case "act-signature":
		return w.pick("توقيع", "签署", "signature", "signature", "подписание", "firma")
	case "act-ratification":
		return w.pick("تصديق", "批准", "ratification", "ratification", "ратификация", "ratificación")
	case "act-accession":
		return w.pick("انضمام", "加入", "accession", "adhésion", "присоединение", "adhesión")
	case "act-acceptance":
		return w.pick("قبول", "接受", "acceptance", "acceptation", "принятие", "aceptación")
	case "act-succession":
		return w.pick("خلافة", "继承", "succession", "succession", "правопреемство", "sucesión")
	case "act-withdrawal":
		return w.pick("انسحاب", "退出", "withdrawal", "retrait", "выход", "retiro")
	case "activity-workshop":
		return w.pick("حلقة عمل", "讲习班", "Workshop", "Atelier", "Семинар", "Taller")
	case "activity-conference":
		return w.pick("مؤتمر", "会议", "Conference", "Conférence", "Конференция", "Conferencia")
	case "activity-meeting":
		return w.pick("اجتماع", "会晤", "Meeting", "Réunion", "Совещание", "Reunión")
	case "activity-training":
		return w.pick("تدريب", "培训", "Training", "Formation", "Учебное мероприятие", "Capacitación")
	case "activity-visit":
		return w.pick("زيارة", "访问", "Visit", "Visite", "Визит", "Visita")
	case "money-appropriation":
		return w.pick("اعتمادات", "批款", "Appropriations", "Crédits ouverts", "Ассигнования", "Consignaciones")
	case "money-budget":
		return w.pick("ميزانيات", "预算", "Budgets", "Budgets", "Бюджеты", "Presupuestos")
	case "money-pledge":
		return w.pick("تعهدات", "认捐", "Pledges", "Annonces de contributions", "Объявленные взносы", "Promesas de contribución")
	case "money-contribution":
		return w.pick("تبرعات", "捐款", "Contributions", "Contributions", "Взносы", "Contribuciones")
	case "money-expenditure":
		return w.pick("نفقات", "支出", "Expenditure", "Dépenses", "Расходы", "Gastos")
	}
	return ""
}

// letter stands beside the sign of a status. Each differs from the others.
func (w *words) letter(status string) string {
	switch status {
	case "implemented":
		return w.pick("ن", "已", "I", "A", "В", "A")
	case "under-implementation":
		return w.pick("ق", "中", "U", "C", "П", "V")
	case "not-implemented":
		return w.pick("ل", "未", "N", "N", "Н", "N")
	case "overtaken-by-events":
		return w.pick("ت", "失", "O", "D", "У", "S")
	case "no-information":
		return w.pick("؟", "？", "?", "?", "?", "?")
	case "not-due":
		return w.pick("م", "期", "D", "E", "С", "E")
	case "no-action-requested":
		return w.pick("–", "–", "–", "–", "–", "–")
	}
	return ""
}

func (w *words) pick(ar, zh, en, fr, ru, es string) string {
	switch w.lang {
	case "ar":
		return ar
	case "zh":
		return zh
	case "fr":
		return fr
	case "ru":
		return ru
	case "es":
		return es
	}
	return en
}

// tally is what is counted, and how many.
func (w *words) tally(what, n string) string {
	if w.lang == "zh" {
		return what + "（" + n + "）"
	}
	return what + " (" + n + ")"
}

// series joins parts that may hold commas.
func (w *words) series(parts []string) string {
	return strings.Join(parts, w.pick("؛ ", "；", "; ", "\u00a0; ", "; ", "; "))
}

// sentences sets sentences after each other.
func (w *words) sentences(parts ...string) string {
	if w.lang == "zh" {
		return strings.Join(parts, "")
	}
	return strings.Join(parts, " ")
}
