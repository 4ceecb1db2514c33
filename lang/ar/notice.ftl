# The notice to the person whose data were produced.

notice-heading = إخطار الشخص
notice-rule = واجب بموجب القانون
notice-delays = التأجيلات الجائزة قانوناً
notice-delays-lead = يُخطَر الشخص ما لم يقم أحد المسوّغات التالية ويقرّه موظفان، وطالما بقي قائماً:
notice-delays-none = لا يعرف القانون مسوّغاً للتأجيل.
notice-standing = الإخطار
notice-standing-due = واجب
notice-standing-deferred = مؤجَّل
notice-standing-given = تم
notice-not-owed = لم يُقدَّم شيء بعد. ومتى وصلت البيانات إلى هنا، وجب إخطار الشخص.
notice-since = واجب منذ
notice-because-production = قُدِّمت بيانات
notice-because-review = حلّ يوم إعادة النظر في تأجيله
notice-because-ground-ceased = لم يعد مسوّغ تأجيله قائماً
notice-asked-at = طُلب تأجيل
notice-asked = لا يؤجل شيئاً إلى أن يوافق شخص آخر
notice-agreed-at = ووفق عليه
notice-recorded-at = وقت التسجيل

notice-give-heading = إخطار الشخص بالفعل
notice-give-lead = يُرجى تسجيل ذلك بعد إتمامه. ولا ترسل العقدة شيئاً إلى الشخص.
notice-told-on = تاريخ الإخطار
notice-means = كيفية الإخطار
notice-means-electronic = إلكترونياً
notice-means-in-person = شخصياً
notice-means-letter = برسالة
notice-means-other = بطريقة أخرى
notice-means-representative = عن طريق محامٍ أو ممثل
notice-language = اللغة
notice-language-hint = اللغة التي أُخطر بها الشخص، على هيئة رمز.
notice-remedies = سبل الطعن التي أُخطر بها الشخص
notice-remedies-hint = أي محاكم أو سلطات، وحتى أي موعد.
notice-proof = ما أُخطر به الشخص
notice-proof-hint = النص الحرفي. ويجوز تركه فارغاً حيث ترد بصمة رقمية أدناه.
notice-sha256 = البصمة الرقمية للرسالة أو لإثبات تسليمها
notice-sha256-hint = بصمة SHA-256 المؤلفة من 64 علامة؛ ويجوز تركها فارغة حيث يرد النص أعلاه.
notice-give-button = تسجيل الإخطار

notice-defer-heading = طلب تأجيل
notice-defer-lead = الأصل هو الإخطار. ويلزم للتأجيل مسوّغ، وأسباب، ويوم يُعاد فيه النظر، وموظف آخر يوافق عليه. وإلى ذلك الحين يبقى الإخطار واجباً.
notice-ground = المسوّغ
notice-justification = باختصار
notice-justification-hint = جملة واحدة لمن يعيد النظر فيه.
notice-reasons = الأسباب
notice-reasons-hint = تبقى في الملف ولا تُرسل إلى أحد آخر.
notice-review-on = يُعاد النظر فيه في
notice-review-on-hint = في ذلك اليوم يصبح الإخطار واجباً من جديد. في أجل أقصاه { $day }.
notice-defer-button = طلب التأجيل

notice-review-heading = تأجيل بانتظار قرار
notice-review-lead = هل المسوّغ قائم، ولهذه المدة؟
notice-verdict = القرار
notice-verdict-agreed = هو قائم: الإخطار ينتظر
notice-verdict-declined = ليس قائماً: الإخطار يبقى واجباً
notice-why = السبب
notice-why-hint = مطلوب إذا لم يكن المسوّغ قائماً.
notice-review-button = البت

notice-end-heading = لم يعد المسوّغ قائماً
notice-end-lead = يصبح الإخطار واجباً من جديد على الفور.
notice-end-button = إنهاء التأجيل

notice-mark-due = الإخطار واجب
notice-mark-deferred = الإخطار مؤجَّل

notices-owed = { $n ->
    [zero] لا يجب إخطار أي شخص بأن بيانات قد قُدِّمت
    [one] يجب إخطار شخص واحد بأن بيانات قد قُدِّمت
    [two] يجب في تدبيرين إخطار أشخاص بأن بيانات قد قُدِّمت
    [few] يجب في { $n } تدابير إخطار أشخاص بأن بيانات قد قُدِّمت
    [many] يجب في { $n } تدبيراً إخطار أشخاص بأن بيانات قد قُدِّمت
   *[other] يجب في { $n } تدبير إخطار أشخاص بأن بيانات قد قُدِّمت
  }
notices-owed-body = كل منها موسوم أدناه. والتدبير المكتمل يظل الإخطار واجباً فيه.
desk-duty-owed = واجب منذ
desk-notice-owed = إخطار الشخص واجب منذ
desk-notice-review = يُعاد النظر في تأجيل الإخطار في

standard-without-undue-delay = دون تأخير لا مبرر له
