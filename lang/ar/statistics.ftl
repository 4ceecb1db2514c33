# The yearly figures.

statistics-title = الأرقام الإحصائية لسنة { $year }
statistics-lead = محسوبة مما جرى لتدابير هذا العضو ومما دوّنه موظفوه، حسب السنة المدنية لما جرى. ويُحسب التدبير مرة واحدة في المجموع؛ والتدبير الذي يطلب عدة فئات من البيانات يرد في صف كل منها.
statistics-years = سنوات أخرى
statistics-empty = لا يوجد ما يُحسب: ليس لهذا العضو تدبير ولا تدوين بموجب صك يطلب أرقاماً إحصائية.
statistics-figure = الرقم الإحصائي
statistics-number = العدد
statistics-mean = متوسط المدة
statistics-median = وسيط المدة
statistics-all = في المجموع
statistics-not-said = غير محفوظ في أي مكان
dimension-addressee = المخاطَب
dimension-data_type = البيانات
dimension-emergency = حالة الطوارئ
dimension-ground = المسوّغ
dimension-issuing_state = الدولة المُصدِرة
dimension-kind = التدبير

# What officers note for them.

statistics-to-notes = ما دُوّن لهذه الأرقام، وتدوين المزيد

notes-title = المدوَّن لسنة { $year }
notes-step = التدوينات
notes-lead = ما لا يقوله أي تدبير يدوّنه الموظفون: سبل الطعن والتكاليف والشكاوى والجزاءات. وتحسبه الأرقام في السنة التي جرى فيها. ولا يُغيَّر التدوين أبداً؛ ومن أخطأ يشطبه ويدوّنه من جديد.
notes-noted = ما حدث
notes-pages = صفحات هذه القائمة
notes-later = لاحقة
notes-earlier = سابقة
notes-empty = لم يُدوَّن شيء لهذه السنة.
notes-figures = تدوين واقعة
notes-figures-lead = هذه الأرقام تُدوَّن. وجميع ما عداها تحسبه العقدة نفسها مما جرى لتدابيرها.

note-counter = محسوب ضمن
note-took = المدة المستغرقة
note-noted = وقت التدوين
note-struck = مشطوب
note-struck-at = وقت الشطب

occurrence-title = تدوين: { $figure } ({ $cite })
occurrence-lead = يُرجى عدم تدوين إلا ما هو محفوظ في ملف، وكل أمر مرة واحدة. وما تدوّنه يظل مقروءاً هنا، حتى إذا شُطب لاحقاً.
occurrence-n = العدد
occurrence-n-hint = عدد صحيح حده الأقصى { $n }. وكل ما يُدوَّن معاً يجب أن يتماثل في كل إجابة أدناه.
occurrence-happened-on = اليوم الذي حدث فيه
occurrence-happened-on-hint = تحسبه الأرقام في سنة هذا اليوم.
occurrence-happened-at = متى حدث
occurrence-happened-at-hint = نهاية المدة المحسوبة، مع فارق التوقيت، بصيغة ISO 8601: 2027-03-08T16:30:00+01:00. وتحسبه الأرقام في سنة هذه اللحظة.
occurrence-began-at = متى بدأ
occurrence-began-at-hint = بداية المدة المحسوبة، مع فارق التوقيت، بصيغة ISO 8601: 2027-03-01T10:00:00+01:00.
occurrence-told-apart = التمييز حسب
occurrence-amount = المبلغ
occurrence-amount-hint = مع رمز العملة بعده: 120.50 EUR.
occurrence-on-file = مكان حفظه
occurrence-on-file-hint = المحكمة أو الجهة، ورقم الملف لديها. ولا يكون اسم شخص أبداً.
occurrence-button = تدوين

unfit-amount = يجب أن يكون المبلغ أكبر من صفر
unfit-began-at = لا يمكن أن يبدأ بعد حدوثه
unfit-happened-at = لم يحدث هذا بعد
unfit-n = لا يمكن تدوين هذا العدد
unfit-told-apart = يميّزه القانون بعبارات أخرى

strike-heading = شطب هذا التدوين
strike-lead = لا تعود الأرقام تحسبه فوراً. ويظل التدوين مقروءاً هنا، مع السبب الذي ذكرته. ولا يمكن إعادته: يُرجى تدوينه من جديد إذا كان صحيحاً.
strike-why = سبب الشطب
strike-why-hint = وجه الخطأ فيه. ولا يكون اسم شخص أبداً.
strike-button = شطب التدوين

statistics-recalls = النسخ المطلوب استردادها
statistics-recalls-asked = المتلقون الذين طُلب منهم إتلاف نسخة
statistics-recalls-confirmed = تم التأكيد في الوقت المحدد
statistics-recalls-unconfirmed = لا تأكيد في الوقت المحدد
statistics-recalls-failed = لم يتم الإتلاف: حظر إتلاف، أو احتفاظ، أو رسالة لم تُقبل
statistics-recalls-late = من هاتين الفئتين الأخيرتين، تم التأكيد لاحقاً
statistics-recalls-open = لا يزال مفتوحاً
