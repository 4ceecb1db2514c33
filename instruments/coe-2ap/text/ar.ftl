# Words of the pack coe-2ap in Arabic. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = البروتوكول الإضافي الثاني للاتفاقية المتعلقة بالجريمة الإلكترونية

kind-domain-registration-request = طلب معلومات تسجيل أسماء النطاقات
kind-subscriber-order = أمر بتقديم معلومات المشترك
kind-give-effect-request = طلب إعمال أمر أجنبي
kind-emergency-disclosure = الكشف العاجل في حالة الطوارئ
kind-emergency-mla = المساعدة المتبادلة في حالة الطوارئ
kind-disclosure-declined = لا يُكشف عن شيء
kind-information-complete = المعلومات مكتملة
kind-provider-served = بُلّغ مقدّم الخدمة

## Sections

section-domain-registration-request-A = السلطة
    .help = من يطلب.
section-domain-registration-request-B = اسم النطاق
    .help = ما هو مطلوب.
section-domain-registration-request-C = البيان والرد
    .help = لماذا، وفي أي أجل، وكيف.
section-subscriber-order-A = السلطة
    .help = من يأمر.
section-subscriber-order-B = الأمر
    .help = ما أُمر به ومن المأمور به.
section-subscriber-order-C = معلومات تكميلية
    .help = ما يُرفق بالأمر.
section-subscriber-order-D = إشعار الطرف الآخر
    .help = فقط حيث طلب إبلاغه؛ وليس لمقدّم الخدمة.
section-give-effect-request-A = السلطة
    .help = من أمر.
section-give-effect-request-B = الأمر
    .help = ما أُمر به ومن المأمور به.
section-give-effect-request-C = معلومات داعمة
    .help = لا تُعرض على مقدّم الخدمة دون موافقة.
section-emergency-disclosure-A = السلطة
    .help = من يطلب.
section-emergency-disclosure-B = البيانات
    .help = ما هو مطلوب.
section-emergency-disclosure-C = حالة الطوارئ
    .help = لماذا فوراً.
section-emergency-mla-A = السلطة
    .help = من يطلب.
section-emergency-mla-B = المساعدة
    .help = ما هو مطلوب.
section-emergency-mla-C = حالة الطوارئ
    .help = لماذا فوراً.
section-disclosure-declined-A = الطلب
    .help = الطلب الذي يتعلق به هذا.
section-disclosure-declined-B = لا يُكشف عن شيء
    .help = مضمون هذه الرسالة.
section-disclosure-declined-Z = التوقيع
    .help = من يتحمل المسؤولية عنها.
section-information-complete-A = الطلب
    .help = الطلب الذي يتعلق به هذا.
section-information-complete-B = المعلومات مكتملة
    .help = مضمون هذه الرسالة.
section-information-complete-Z = التوقيع
    .help = من يتحمل المسؤولية عنها.
section-provider-served-A = الطلب
    .help = الطلب الذي يتعلق به هذا.
section-provider-served-B = بُلّغ مقدّم الخدمة
    .help = مضمون هذه الرسالة.
section-provider-served-Z = التوقيع
    .help = من يتحمل المسؤولية عنها.

## Fields

field-issuing_authority = السلطة المُصدِرة
    .help = السلطة التي تُصدر.
field-issuing_state = الدولة المُصدِرة
    .help = الطرف الذي تُصدر سلطته.
field-issuing_date = تاريخ الإصدار
    .help = تاريخ الطلب أو الأمر.
field-issuing_contact = بيانات الاتصال
    .help = حيث تُوجَّه الأجوبة والأسئلة.
field-pursuant_statement = صادر بموجب البروتوكول
    .help = التصريح بأنه صادر بموجب البروتوكول.
field-domain_name = أسماء النطاقات
    .help = بيان واحد في كل سطر.
field-data_elements = عناصر البيانات الملتمسة
    .help = قائمة بما هو مطلوب.
field-relevance_statement = الصلة بتحقيق محدد
    .help = المعلومات لازمة لتحقيق محدد ولا تُستخدم إلا من أجله.
field-time_frame = الإطار الزمني
    .help = الأجل المطلوب للجواب.
field-manner = طريقة الكشف
    .help = كيف ينبغي أن يصل الجواب.
field-instructions = تعليمات خاصة
    .help = كل ما ينبغي للكيان مراعاته.
field-provider = مقدّم الخدمة
    .help = من يوجَّه إليه الأمر.
field-offences = الجرائم
    .help = جريمة في كل سطر: ما يتعلق به الأمر.
field-requesting_authority = السلطة الملتمسة للبيانات، إذا كانت مختلفة
    .help = فقط حيث لا تكون هي السلطة المُصدِرة.
field-description = وصف مفصّل للمعلومات الملتمسة
    .help = لا أكثر مما تحتاج إليه القضية.
field-account = اسم المستخدم أو اسم الدخول أو الحساب
    .help = واحد في كل سطر، بصيغة acct:NAME.
field-legal_grounds = الأسس القانونية الداخلية
    .help = ما يخوّل السلطة الإصدار.
field-provisions_penalties = الأحكام القانونية والعقوبات
    .help = بيان واحد في كل سطر.
field-return_contact = جهة الاتصال لإعادة المعلومات
    .help = حيث تُرسل المعلومات.
field-time_frame_days = الإطار الزمني
    .help = تسري المهلة ثلاثين يوماً، أو المدة المذكورة هنا إذا كانت أطول.
field-preservation_reference = مرجع حفظ
    .help = إذا كانت البيانات قد حُفظت.
field-special_procedure = إجراء خاص
    .help = ما يقتضيه قانون الجانب المُصدِر.
field-notification_statement = إشعار متزامن
    .help = ما إذا كان الطرف الذي يتبعه مقدّم الخدمة قد أُبلغ.
code-notification_statement-notified = أُشعر الطرف في الوقت نفسه
code-notification_statement-not_required = لا يلزم إشعار
field-notified_authority = السلطة التي أُشعرت
    .help = أي سلطة أُبلغت.
field-facts_summary = ملخص الوقائع
    .help = للطرف المُشعَر فقط.
field-data_categories = فئات البيانات
    .help = أنواع البيانات المطلوبة.
code-data_categories-subscriber = معلومات المشترك
code-data_categories-traffic = بيانات الحركة
code-data_categories-content = بيانات المحتوى
field-why_provider = لماذا توجد البيانات لدى مقدّم الخدمة
    .help = وقائع تبيّن أنه يحوزها أو يتحكم فيها.
field-relevance = الصلة
    .help = كيف تساعد البيانات التحقيق.
field-other_attempts = محاولات أخرى
    .help = ما إذا كانت البيانات قد التُمست بطريقة أخرى.
field-emergency_facts = وقائع حالة الطوارئ
    .help = خطر كبير ووشيك على حياة شخص أو أمانه؛ والضرر الذي يلحق بالنظم أو الممتلكات وحدها ليس كذلك.
field-emergency_relation = صلة البيانات بها
    .help = لماذا تساعد هذه البيانات على درئها.
field-measure_reference = مرجع الطلب
    .help = حيث يجده الجانب الآخر.
field-asking_authority = السلطة مقدِّمة الطلب
    .help = السلطة التي أرسلته.
field-reasons = الأسباب
    .help = بعبارات يمكن للجانب الآخر التحقق منها.
field-signatory_name = الموقِّع
    .help = من يتحمل المسؤولية عن هذه الرسالة.
field-done_at = وقت التنفيذ
    .help = اللحظة، لا اليوم.

## Clocks

clock-subscriber-response = الجواب عن أمر بتقديم معلومات المشترك
    .help = ثلاثون يوماً، أو الإطار الزمني المذكور في الأمر إذا كان أطول؛ ولا يُفتح الطريق عبر الطرف الآخر إلا بعد ذلك اليوم.
clock-serve-provider = تبليغ مقدّم الخدمة
    .help = خمسة وأربعون يوماً، وقبل ذلك إن أمكن، من استلام معلومات كاملة.
clock-return-subscriber = إعادة معلومات المشترك
    .help = عشرون يوماً من تبليغ مقدّم الخدمة.
clock-return-traffic = إعادة بيانات الحركة
    .help = خمسة وأربعون يوماً من تبليغ مقدّم الخدمة.

## Duties without a number

duty-emergency-disclosure = الكشف في حالة الطوارئ
duty-emergency-mla = تقديم المساعدة في حالة الطوارئ
duty-incident-notice = إبلاغ السلطة الناقلة بحادث أمني

## Grounds

ground-8-8 = مسوّغ في الاتفاقية ضد الإعمال
    .help = المسوّغات الواردة في المادتين 25(4) و27(4) من الاتفاقية؛ والشروط والإرجاء ممكنان.
ground-7-5-c = يوعز الطرف المُشعَر إلى مقدّم الخدمة بعدم الكشف
    .help = تحقيقات يجريها الطرف نفسه، أو مسوّغ وارد في المادتين 25(4) و27(4) من الاتفاقية.
ground-10-1 = مسوّغ في الاتفاقية ضد المساعدة في حالة الطوارئ
    .help = المسوّغات التي تنطبق على المساعدة المتبادلة.
