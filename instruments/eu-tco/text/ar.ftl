# Words of the pack eu-tco in Arabic. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = اللائحة (الاتحاد الأوروبي) 2021/784 بشأن المحتوى الإرهابي على الإنترنت

kind-removal-order = أمر الإزالة
kind-removal-feedback = إفادة بعد الإزالة
kind-removal-impossible = تعذّر تنفيذ الأمر
kind-clarification = إيضاح بشأن أمر إزالة
kind-obstacle-gone = زال العائق
kind-scrutiny-request = طلب تدقيق
kind-content-provider-request = طلب مقدّم المحتوى، مسجَّلاً
kind-scrutiny-decision = تدقيق لم يُسفر عن مخالفة
kind-reinstatement = أُعيد المحتوى
kind-non-disclosure = عدم الإفشاء
kind-content-provider-information = إعلام مقدّم المحتوى

## Sections

section-removal-order-A = المخاطَب والسلطة
    .help = من يأمر مَن.
section-removal-order-B = المحتوى
    .help = ما يجب أن يُزال، وسبب ذلك.
section-removal-order-C = إعلام مقدّم المحتوى
    .help = ما إذا كان يُعلَم.
section-removal-order-D = سبل الانتصاف
    .help = ما يمكن لمقدّم الخدمة ومقدّم المحتوى فعله.
section-removal-order-E = السلطة المُصدِرة
    .help = من يوقّع.
section-removal-order-F = الاتصال
    .help = من يُتصل به.
section-removal-order-file = محفوظ في الملف، ولا يرد في أي نسخة
    .help = ما تثبّتت منه السلطة قبل إصدار الأمر.
section-removal-feedback-A = الأمر
    .help = أي أمر.
section-removal-feedback-B = التدابير
    .help = ما تم، ومتى.
section-removal-feedback-C = التوقيع
    .help = من يوقّع.
section-removal-impossible-A = الأمر
    .help = أي أمر.
section-removal-impossible-B = الأسباب
    .help = لماذا لا يمكن تنفيذه.
section-removal-impossible-C = التوقيع
    .help = من يوقّع.
section-clarification-A = الطلب
    .help = الطلب الذي يتعلق به هذا.
section-clarification-B = إيضاح بشأن أمر إزالة
    .help = مضمون هذه الرسالة.
section-clarification-Z = التوقيع
    .help = من يتحمل المسؤولية عنها.
section-obstacle-gone-A = الطلب
    .help = الطلب الذي يتعلق به هذا.
section-obstacle-gone-B = زال العائق
    .help = مضمون هذه الرسالة.
section-obstacle-gone-Z = التوقيع
    .help = من يتحمل المسؤولية عنها.
section-content-provider-request-A = الطلب
    .help = أي أمر هو المقصود.
section-content-provider-request-B = ما طلبه مقدّم المحتوى
    .help = تجيب سلطة المقر خلال اثنتين وسبعين ساعة.
section-content-provider-request-Z = التوقيع
    .help = من يتحمل المسؤولية عن هذه الرسالة.
section-scrutiny-request-A = الطلب
    .help = الطلب الذي يتعلق به هذا.
section-scrutiny-request-B = طلب تدقيق
    .help = مضمون هذه الرسالة.
section-scrutiny-request-Z = التوقيع
    .help = من يتحمل المسؤولية عنها.
section-scrutiny-decision-A = الطلب
    .help = الطلب الذي يتعلق به هذا.
section-scrutiny-decision-B = تدقيق لم يُسفر عن مخالفة
    .help = مضمون هذه الرسالة.
section-scrutiny-decision-Z = التوقيع
    .help = من يتحمل المسؤولية عنها.
section-reinstatement-A = الطلب
    .help = الطلب الذي يتعلق به هذا.
section-reinstatement-B = أُعيد المحتوى
    .help = مضمون هذه الرسالة.
section-reinstatement-Z = التوقيع
    .help = من يتحمل المسؤولية عنها.
section-non-disclosure-A = الطلب
    .help = الطلب الذي يتعلق به هذا.
section-non-disclosure-B = عدم الإفشاء
    .help = مضمون هذه الرسالة.
section-non-disclosure-Z = التوقيع
    .help = من يتحمل المسؤولية عنها.
section-content-provider-information-A = الطلب
    .help = الطلب الذي يتعلق به هذا.
section-content-provider-information-B = إعلام مقدّم المحتوى
    .help = مضمون هذه الرسالة.
section-content-provider-information-Z = التوقيع
    .help = من يتحمل المسؤولية عنها.

## Fields

field-issuing_state = الدولة العضو التي تتبعها السلطة
    .help = الدولة التي تأمر سلطتها.
field-issuing_authority = السلطة المُصدِرة
    .help = اسمها؛ ويجب أن تكون من السلطات المسمّاة لمثل هذه الأوامر.
field-addressee = المخاطَب
    .help = مقدّم الخدمة، وممثله القانوني حيث وُجد.
field-contact_point = جهة الاتصال
    .help = حيث تُستلم الأوامر في أي ساعة.
field-establishment_state = الدولة العضو التي توجد فيها المنشأة الرئيسية
    .help = التي تحصل سلطتها على النسخة.
field-issued_at = تاريخ الإصدار ووقته
    .help = مع فارق التوقيت.
field-reference = المرجع
    .help = يُذكر في كل رد.
field-url = العنوان الدقيق للمحتوى
    .help = واحد في كل سطر؛ ومعلومات إضافية حيث تلزم للعثور عليه.
field-content_information = معلومات إضافية للعثور على المحتوى
    .help = فقط حيث لا يكفي العنوان.
field-content_reasons = نوع المحتوى
    .help = لماذا يُعدّ محتوى إرهابياً.
code-content_reasons-incites = يحرّض على ارتكاب جريمة إرهابية
code-content_reasons-solicits_offence = يستدرج إلى ارتكاب جريمة إرهابية أو المساهمة فيها
code-content_reasons-solicits_group = يستدرج إلى المشاركة في جماعة إرهابية
code-content_reasons-instructs = يتضمن تعليمات بشأن متفجرات أو أسلحة أو أساليب أخرى
code-content_reasons-threatens = يهدد بارتكاب جريمة إرهابية
field-statement_of_reasons = بيان الأسباب
    .help = بتفصيل يكفي للمراجعة.
field-legal_basis = الأساس القانوني
    .help = في اللائحة وفي القانون الوطني.
field-non_disclosure = إعلام مقدّم المحتوى
    .help = تدوم السرية ستة أسابيع كحد أقصى.
code-non_disclosure-may_inform = يُعلَم مقدّم المحتوى
code-non_disclosure-not_informed = لا يُعلَم مقدّم المحتوى في الوقت الحالي
field-non_disclosure_reasons = سبب السرية
    .help = من أسباب الأمن العام.
code-non_disclosure_reasons-prevention = منع الجرائم الإرهابية
code-non_disclosure_reasons-investigation = التحقيق فيها
code-non_disclosure_reasons-detection = كشفها
code-non_disclosure_reasons-prosecution = ملاحقتها قضائياً
field-redress = سبل الانتصاف
    .help = الهيئة والطريقة والأجل للطعن.
field-appeal_deadline = أجل الطعن
    .help = وفقاً لما ينص عليه القانون الوطني.
field-complaint_information = التدقيق من سلطة المقر
    .help = كيفية طلبه.
field-signatory = الموقِّع
    .help = صاحب التوقيع الإلكتروني الوارد أدناه.
field-issuing_post = المنصب
    .help = اللقب أو الدرجة.
field-issuing_address = العنوان
    .help = الشارع والمدينة والدولة.
field-contact_phone = الهاتف
    .help = في أي ساعة.
field-contact_email = البريد الإلكتروني
    .help = للأسئلة والأجوبة.
field-first_order = أول أمر إلى مقدّم الخدمة هذا
    .help = عندئذ يُبلَّغ بالإجراءات والآجال قبل اثنتي عشرة ساعة على الأقل.
code-first_order-later = سبقته أوامر
code-first_order-first = هو الأول
code-first_order-emergency = هو الأول، في حالة طوارئ مبررة على النحو الواجب
field-first_order_emergency = لماذا تُعدّ حالة طوارئ
    .help = أسباب إرسال الأمر الأول دون المعلومات المسبقة.
field-informed_at = وقت إبلاغ مقدّم الخدمة
    .help = بالإجراءات والآجال؛ ويمكن إصدار الأمر بعد اثنتي عشرة ساعة.
field-order_authority = السلطة التي أصدرت الأمر
    .help = كما يرد في الأمر.
field-order_reference = مرجع الأمر
    .help = كما يرد في الأمر.
field-addressee_reference = مرجع المخاطَب
    .help = المرجع الخاص به.
field-order_received_at = استلام الأمر
    .help = تسري الساعة منه.
field-measure = التدبير المتخذ
    .help = واحد من اثنين.
code-measure-removed = أُزيل
code-measure-disabled = عُطّل الوصول في جميع الدول الأعضاء
field-measure_at = تاريخ التدبير ووقته
    .help = مع فارق التوقيت.
field-signed_on = تاريخ التوقيع
    .help = تاريخ هذه الإفادة.
field-impossibility = السبب
    .help = سبب أو أكثر.
code-impossibility-force_majeure = قوة قاهرة
code-impossibility-de_facto = استحالة فعلية لا تُعزى إلى مقدّم الخدمة
code-impossibility-manifest_errors = أخطاء بيّنة في الأمر
code-impossibility-insufficient = معلومات غير كافية في الأمر
field-impossibility_reasons = الشرح
    .help = وقائع تبيّن ذلك.
field-information_asked = المعلومات المطلوبة
    .help = ما يلزم لتنفيذ الأمر.
field-measure_reference = مرجع الطلب
    .help = حيث يجده الجانب الآخر.
field-content_provider_informed_at = وقت إعلام مقدّم المحتوى
    .help = يرد الطلب خلال ثمان وأربعين ساعة من ذلك.
field-reply = الجواب
    .help = بدقة السؤال نفسه.
field-signatory_name = الموقِّع
    .help = من يتحمل المسؤولية عن هذه الرسالة.
field-reasons = الأسباب
    .help = بعبارات يمكن للجانب الآخر التحقق منها.
field-done_at = وقت التنفيذ
    .help = اللحظة، لا اليوم.
field-done_what = ما تم
    .help = ما يمكن للجانب الآخر التعويل عليه.

## Checks and notices

check-protected-purposes = هل المحتوى ليس من المحتوى المحمي: التعليم أو الصحافة أو الفن أو البحث أو منع الإرهاب؟

## Clocks

clock-first-order-information = المعلومات قبل الأمر الأول
    .help = قبل اثنتي عشرة ساعة على الأقل من أول أمر إلى مقدّم خدمة، ويُبلَّغ بالإجراءات والآجال؛ ولا ينطبق في حالات الطوارئ المبررة على النحو الواجب.
clock-remove = الإزالة أو التعطيل
    .help = ساعة واحدة من الاستلام؛ وبعد تعذّر أو أخطاء أو نقص في المعلومات تبدأ الساعة من جديد بالإيضاح أو متى زال السبب.
clock-host-scrutiny = التدقيق من سلطة المقر من تلقاء نفسها
    .help = اثنتان وسبعون ساعة من استلام النسخة.
clock-scrutiny-request = طلب تدقيق
    .help = ثمان وأربعون ساعة: لمقدّم الخدمة من استلام الأمر، ولمقدّم المحتوى من إعلامه بالإزالة، الذي قد يأتي بعد انتهاء مهلة سلطة المقر نفسها.
clock-scrutiny-on-request = التدقيق بناءً على طلب
    .help = اثنتان وسبعون ساعة من استلام الطلب، بقرار معلَّل.
clock-preserve = حفظ المحتوى المزال
    .help = ستة أشهر من الإزالة أو التعطيل؛ ولمدة أطول فقط بناءً على طلب من أجل مراجعة جارية.
clock-secrecy = السرية تجاه مقدّم المحتوى
    .help = ستة أسابيع كحد أقصى من القرار بعدم الإفشاء.
clock-secrecy-extended = السرية، ممدَّدة مرة واحدة
    .help = ستة أسابيع إضافية، مرة واحدة، من نهاية المدة الأولى.
clock-complaint-outcome = نتيجة الشكوى
    .help = أسبوعان من استلام مقدّم الخدمة للشكوى.
clock-exposure-report = تقرير عن التدابير المحددة
    .help = ثلاثة أشهر من استلام القرار الذي يفيد بأن مقدّم الخدمة معرَّض للمحتوى الإرهابي.
clock-transparency-report = تقرير الشفافية
    .help = قبل 1 آذار/مارس عن السنة السابقة.

## Duties without a number

duty-inform-content-provider = إعلام مقدّم المحتوى بالإزالة
duty-reinstate = إعادة المحتوى متى فقد الأمر أثره
duty-threat-to-life = إبلاغ سلطة بمحتوى يُظهر تهديداً وشيكاً للحياة

## Grounds

ground-3-7 = قوة قاهرة أو استحالة فعلية
    .help = لا تُعزى إلى مقدّم الخدمة؛ ويُبلَّغ بها بالمرفق III، وتبدأ الساعة من جديد متى زالت.
ground-3-8 = أخطاء بيّنة، أو معلومات غير كافية
    .help = يُبلَّغ بها بالمرفق III؛ وتبدأ الساعة من جديد بالإيضاح.
ground-4-3 = مخالفة جسيمة أو بيّنة، بناءً على تدقيق سلطة المقر من تلقاء نفسها
    .help = للائحة أو للحقوق الأساسية؛ ويفقد الأمر أثره ويُعاد المحتوى.
ground-4-4 = مخالفة جسيمة أو بيّنة، بناءً على طلب
    .help = تبيّنت خلال اثنتين وسبعين ساعة من طلب مقدّم الخدمة أو مقدّم المحتوى.

## Statistics

stat-7-3-b = التدابير ضد المحتوى الذي يعود إلى الظهور
stat-7-3-c = المواد المزالة أو المعطَّلة، والأوامر التي لم تُنفَّذ
stat-7-3-d = الشكاوى ونتائجها
stat-7-3-e = المراجعات الإدارية أو القضائية ونتائجها
stat-7-3-f = المحتوى المُعاد بعد مراجعة
stat-7-3-g = المحتوى المُعاد بعد شكوى
stat-8-1-a = أوامر الإزالة الصادرة، والأوامر التي جرى التدقيق فيها
stat-8-1-b = القرارات بشأن مقدّمي الخدمات المعرَّضين للمحتوى الإرهابي
stat-8-1-c = الأوامر قيد المراجعة ونتائجها
stat-8-1-d = الجزاءات المفروضة

# By what they are told apart.
dimension-outcome = النتيجة
dimension-outcome-open = مفتوح
dimension-outcome-granted = مقبول
dimension-outcome-granted-in-part = مقبول جزئياً
dimension-outcome-rejected = مرفوض

# The figures of the counters.
figure-measures-against-reappearance = التدابير ضد المحتوى الذي يعود إلى الظهور
figure-items-removed = المواد المزالة
figure-items-disabled = المواد المعطَّلة
figure-orders-with-removal = الأوامر التي أُزيلت بعدها مواد
figure-orders-with-disabling = الأوامر التي عُطّلت بعدها مواد
figure-orders-impossible = الأوامر التي تعذّر تنفيذها: قوة قاهرة أو استحالة فعلية
figure-orders-unclear = الأوامر التي تعذّر تنفيذها: أخطاء بيّنة أو معلومات غير كافية
figure-complaints = الشكاوى
figure-reinstated-on-complaint = المُعاد بعد شكوى
figure-reviews = المراجعات
figure-reinstated-on-review = المُعاد بعد مراجعة
figure-removal-orders-issued = أوامر الإزالة الصادرة
figure-items-removed-after-orders = المواد المزالة أو المعطَّلة بعدها
figure-orders-performed = الأوامر التي نُفِّذت
figure-scrutinies = الأوامر التي جرى التدقيق فيها
figure-infringements-found = المخالفات التي تبيّنت
figure-scrutinies-without-finding = الأوامر التي جرى التدقيق فيها دون أن تتبيّن مخالفة
figure-exposure-decisions = القرارات بشأن مقدّمي الخدمات المعرَّضين للمحتوى الإرهابي
figure-orders-reviewed = الأوامر قيد المراجعة
figure-penalties = الجزاءات المفروضة
