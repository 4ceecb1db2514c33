# Cases: the list, one case, opening one, and what happened in it.

cases-title = القضايا
cases-caption = { $n ->
    [zero] لا قضايا
    [one] قضية واحدة
    [two] قضيتان
    [few] { $n } قضايا
    [many] { $n } قضية
   *[other] { $n } قضية
  }
cases-empty = لست من المشاركين في أي قضية.
case-title = القضية
case-codename = الاسم
case-docket = الرقم
case-state = الحالة
case-purpose = الغرض
case-n-measures = التدابير
case-registered = تاريخ القيد
case-focus = الموضوع
case-participants = المشاركون
case-measures = التدابير
case-new-measure = تحرير مسودة تدبير
case-exhibits = مواد الإثبات
case-keeping = ما يُحتفظ به وما يُحظر إتلافه وما يُتلف في هذه القضية
case-packages = الحزم
case-export = تصدير القضية
case-export-again = تصدير القضية من جديد
case-export-hint = يوضع كل ما هو مختوم في القضية في ملف واحد تتحقق منه المحكمة دون هذه العقدة. ويبقى الملف هنا إلى أن يُنزّله أحد.
case-timeline = ما حدث
case-timeline-hint = الأحدث أولاً. لكل قيد مكانه في دفتر القيود، وإثبات لذلك.
measures-caption = { $n ->
    [zero] لا تدابير
    [one] تدبير واحد
    [two] تدبيران
    [few] { $n } تدابير
    [many] { $n } تدبيراً
   *[other] { $n } تدبير
  }
measures-empty = لا تدابير بعد.
packages-empty = لا حزم بعد.

new-case-title = فتح قضية
new-case-lead = تُعطى القضية رقماً خاصاً بها. وتشارك فيها أنت ومن تؤشّر عليهم أدناه ممن يتبعون العضو نفسه.
new-case-codename = الاسم الرمزي
new-case-codename-hint = الاسم الذي تتداولونه فيما بينكم. ولا يكون اسم شخص أبداً.
new-case-focus = موضوعها
new-case-focus-hint = كلمات قليلة. وتبقى على هذه العقدة.
new-case-participant = المشاركون الآخرون
new-case-participant-hint = لا يقرأ القضية إلا المشاركون فيها. ويجب أن يكون من بينهم القاضي الذي سيصدر أوامرها ومن يصدّر أدلتها.
new-case-colleague = { $office }: { $unit }
new-case-button = فتح القضية

exhibit-no = الرقم
exhibit-name = الاسم
exhibit-size = الطول
exhibit-digests = البصمات الرقمية
exhibit-state = الحالة
exhibit-made-from = أُنتجت من
exhibit-root = { $no } لدى المسلِّم
exhibit-not-fixed = لم يُثبَّت بعد
exhibits-caption = { $n ->
    [zero] لا مواد إثبات
    [one] مادة إثبات واحدة
    [two] مادتا إثبات
    [few] { $n } مواد إثبات
    [many] { $n } مادة إثبات
   *[other] { $n } مادة إثبات
  }
exhibits-empty = لا مواد إثبات بعد.
sha256 = SHA-256
blake3 = BLAKE3

timeline-empty = لا شيء بعد.
timeline-recorded = وقت التسجيل
timeline-permalink = رابط
timeline-leaf = الورقة { $index }
timeline-arguments = { $n ->
    [zero] لا قيم
    [one] قيمة واحدة
    [two] قيمتان
    [few] { $n } قيم
    [many] { $n } قيمة
   *[other] { $n } قيمة
  }

# Who did it.
actor-clock = مهلة قانونية
actor-node = هذه العقدة
actor-officer = موظف
actor-peer = عضو آخر
actor-rule = قاعدة قانونية

# What happened. `event-STREAM-WORD` goes before `event-WORD`.
event-opened = تم الفتح
event-registered = تم القيد
event-case-registered = قُيّدت القضية
event-case-opened = فُتحت القضية للعمل
event-measure-opened = فُتحت مسودة
event-amended = غُيّرت المسودة
event-validated = صودق على المسودة
event-countersigned = وقّع موظف آخر المسودة
event-issued = صدر التدبير
event-receipt-recorded = ورد إيصال متلقٍّ
event-received = استُلم الأمر
event-acknowledged = أُكّد الاستلام
event-cleared = لا تثير سلطة الإنفاذ أي مسوّغ
event-objected = أُثير مسوّغ
event-refused = لا يُنفَّذ الأمر
event-said = وُجّهت رسالة
event-timed = غيّرت رسالة المهل
event-withdrawn = سُحب التدبير
event-peer-act-staged = وصل إجراء عضو آخر
event-peer-act-taken = لإجراء العضو الآخر أثر
event-peer-act-declined = ليس لإجراء العضو الآخر أثر
event-handed-over = سُلّمت البيانات
event-produced = وصلت البيانات
event-completed = اكتمل التدبير
event-gate-opened = حلّت أول لحظة يجوز فيها خروج البيانات
event-overdue = انقضى أجل
event-right-lapsed = سقط حق
event-exempted = انتهى واجب بحكم القانون
event-ceased = انتهى الحفظ بحكم القانون
event-lapsed = انقضى
event-notice-owed = يجب إخطار الشخص
event-notice-delay-asked = طُلب تأجيل إخطار الشخص
event-notice-delay-declined = لم تُعطَ الموافقة على تأجيل الإخطار
event-notice-deferred = أُجّل إخطار الشخص
event-notice-given = أُخطر الشخص
event-review-owed = المصادقة اللاحقة واجبة
event-offered = عُرضت مواد إثبات
event-accepted = قُبلت مواد الإثبات
event-contested = مواد الإثبات محل اعتراض
event-started = طُلبت حزمة
event-approved = وُوفق على الحزمة
event-sealed = تم الختم
event-package-sealed = خُتمت الحزمة
event-exhibit-collect = جُمعت مادة الإثبات
event-exhibit-seal = خُتمت مادة الإثبات
event-exhibit-hand_over = سُلّمت مادة الإثبات
event-exhibit-take_over = تُسلّمت مادة الإثبات
event-exhibit-verify = جرى التحقق من مادة الإثبات
event-exhibit-pack = وُضعت مادة الإثبات في حزمة
event-exhibit-open = فُتحت مادة الإثبات
event-exhibit-hold = فُرض حظر إتلاف على مادة الإثبات
event-exhibit-lift_hold = أُنهي حظر إتلاف مفروض على مادة الإثبات
event-exhibit-convert = حُوّلت مادة الإثبات إلى صيغة أخرى
event-exhibit-derive = أُنتجت مادة إثبات من مواد أخرى
event-exhibit-examine = فُحصت مادة الإثبات بأداة
event-exhibit-redact = أُنتجت مادة إثبات محجوبة الأجزاء
event-exhibit-retain = حُدّدت نهاية مدة مادة الإثبات، أو حلّت
event-exhibit-scrub_fail = تبيّن أن بايتات مخزّنة من مادة الإثبات تالفة
event-exhibit-translate = تُرجمت مادة الإثبات
event-exhibit-destroy = إتلاف محتوى مادة الإثبات
event-erasure-proposed = اقتُرح إتلاف محتوى
event-erasure-approved = وافق موظف ثانٍ على الإتلاف
event-erasure-rejected = لم يوافق موظف ثانٍ على الإتلاف
event-erasure-certified = أُتلف المحتوى، وأُعدّت شهادة بذلك
event-access-read = قُرئ محتوى
event-read = قُرئ محتوى

## One exhibit

exhibit-title = مادة الإثبات
exhibit-root-no = الرقم لدى المسلِّم
exhibit-record = سجلها
gaps = ما سيُسأل عنه بشأنها
gaps-lead = لا يوقف أي من ذلك حزمة من تلقاء نفسه. يُرجى سدّه أو تفسيره قبل أن تسأل عنه محكمة.
gaps-none = لا شيء مما تبحث عنه هذه القائمة.
gap-entry = القيد { $n }
gap-ambiguous-zone = المنطقة الزمنية لأوقات المصدر نفسه غير مذكورة، أو ليست منطقة واحدة.
gap-clock-uncertain = دقة إحدى الساعات أقل من الفاصل الزمني الذي عليها أن ترتّبه.
gap-derivation-without-parent = يُقال إنها متأتية من مادة أخرى، وتلك غير موجودة في القضية.
gap-digest-mismatch = لم تتطابق البصمات الرقمية.
gap-hold-expired = انتهى آخر حظر إتلاف قبل تقديم المحتوى.
gap-missing-interval = لا شيء يبيّن ما جرى للمحتوى خلال فترة من الزمن: إذ لم يُثبَّت خلال يوم واحد، أو لم يُثبَّت قبل خروجه.
gap-missing-tail = لم يبيّن الدفتر بعد أي قيد هو الأخير. وهو يفعل ذلك مرة في اليوم.
gap-tool-without-version = الأداة غير مسمّاة، أو إصدارها غير مذكور.
gap-unsigned-handover = تنقص عملية النقل رسالةُ المسلِّم، أو لم يصل النصف الخاص بالجانب الآخر.
package-gaps = ما سيُسأل عنه بشأن مواد الإثبات فيها
record-caption = { $n ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $n } قيود
    [many] { $n } قيداً
   *[other] { $n } قيد
  }
record-n = القيد
record-what = ماذا
record-when = متى
record-leaf = في دفتر القيود
record-disclose = كشف
record-none = لا قيود بعد.

## Disclosing single fields

disclose-title = الكشف عن حقول منفردة
disclose-entry = حقول القيد { $n }
disclose-lead = من يحصل على الملف يرى الحقول التي تختارها، ويرى أن الحقول الأخرى موجودة، ومعها إثبات أن القيد كان مدرجاً في الدفتر. ويُسجَّل الكشف قبل إعداد الملف.
disclose-field = الحقول المراد كشفها
disclose-field-hint = مخطط القيد وفئته ونوعه ووقته مكشوفة دائماً.
disclose-to = لمن
disclose-to-hint = يرد ذلك في السجل. يُرجى كتابة الوظيفة أو الدور، لا عنوان خاص.
disclose-purpose = الغرض
disclose-purpose-none = اختيار غرض
disclose-why = على أي أساس
disclose-why-hint = النص القانوني أو القرار، بالكلمات. ويرد ذلك في السجل ولا يرد في الملف.
disclose-leaves = ملف يتضمن الحقول التي تختارها. تحصل عليه أنت ثم تقدّمه.
disclose-button = التسجيل والتنزيل
disclose-check = من يحصل على الملف يتحقق منه باستخدام comity-verify وسياسة الشبكة.
custody-field-exhibit = معرّف مادة الإثبات
custody-field-exhibit-no = الرقم
custody-field-root-no = الرقم لدى المسلِّم
custody-field-case = القضية
custody-field-status = كيف انتهى
custody-field-until = متى انتهى
custody-field-actor = من قام به
custody-field-counterparty = الجانب الآخر
custody-field-location = المكان
custody-field-basis = الأساس القانوني
custody-field-purpose = الغرض
custody-field-tool = الأداة
custody-field-object = السجل قبل ذلك
custody-field-result = السجل بعد ذلك
custody-field-data = الطول والبصمات الرقمية
custody-field-source = المصدر
custody-field-check = البصمات الرقمية التي قورنت
custody-field-change = تغيير تعذّر تجنبه
custody-field-seal = الأختام والحالة المادية
custody-field-countersigns = التوقيعات المضافة
custody-field-signatures = الرسالة والإيصال
custody-field-informed-by = القيد السابق له
