# Words of the pack eu-led in Arabic. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = التوجيه (الاتحاد الأوروبي) 2016/680 بشأن حماية البيانات في المسائل الجنائية

kind-breach-notification = إشعار بخرق بيانات شخصية
kind-breach-supplement = معلومات إضافية عن خرق
kind-supervisor-reply = رد السلطة الإشرافية

## Sections

section-breach-notification-A = المتحكم في البيانات
    .help = من يقدّم الإشعار.
section-breach-notification-B = الخرق
    .help = ما حدث لبيانات مَن.
section-breach-notification-C = العواقب والتدابير
    .help = ما قد يترتب، وما يجري القيام به.
section-breach-notification-D = الوقت والمتحكمون الآخرون في البيانات
    .help = متى عُرف، ومن غيره يعنيه الأمر.
section-breach-supplement-A = معلومات إضافية
    .help = ما لم يكن معروفاً من قبل.
section-supervisor-reply-A = الرد
    .help = ما تقوله السلطة وما تطلبه.

## Fields

field-controller = المتحكم في البيانات
    .help = من يقرر بشأن المعالجة.
field-contact = جهة الاتصال
    .help = مسؤول حماية البيانات، أو غيره.
field-contact_email = البريد الإلكتروني
    .help = للأسئلة.
field-breach_nature = طبيعة الخرق
    .help = ما حدث.
field-subject_categories = فئات الأشخاص
    .help = بيان واحد في كل سطر.
field-n_subjects = العدد التقريبي للأشخاص
    .help = بقدر ما هو معروف.
field-record_categories = فئات السجلات
    .help = بيان واحد في كل سطر.
field-n_records = العدد التقريبي للسجلات
    .help = بقدر ما هو معروف.
field-consequences = العواقب المحتملة
    .help = ما قد يترتب.
field-measures = التدابير
    .help = المتخذة أو المقترحة، بما فيها ما يحد من الآثار الضارة.
field-aware_at = العلم بالخرق منذ
    .help = تسري الساعات منه.
field-delay_reasons = أسباب التأخير
    .help = فقط إذا تجاوز اثنتين وسبعين ساعة.
field-other_member_states = دول أعضاء أخرى معنية
    .help = التي يجب إبلاغ المتحكم في البيانات فيها على حدة.
field-in_phases = سيلي المزيد
    .help = يجوز تقديم المعلومات على مراحل.
field-supplement = ما هو معروف الآن
    .help = بما في ذلك ما تبيّن أنه مختلف.
field-phases_ended = لن يلي المزيد
    .help = يكون الإشعار عندئذ مكتملاً.
field-reply = الرد
    .help = ما إذا كان شيء مطلوباً.
code-reply-taken_note = أحاطت السلطة علماً
code-reply-closed = أُغلق الأمر
code-reply-measures_asked = تطلب السلطة تدابير
field-measures_asked = التدابير المطلوبة
    .help = ما ينبغي القيام به، وفي أي أجل.
field-signatory_name = الموقِّع
    .help = من يتحمل المسؤولية عن هذه الرسالة.

## Clocks

clock-breach-notification = إشعار السلطة الإشرافية بخرق
    .help = اثنتان وسبعون ساعة بعد علم المتحكم في البيانات، حيثما أمكن؛ وبعدها مع بيان الأسباب.
clock-prior-consultation = المشورة بعد مشاورة مسبقة
    .help = ستة أسابيع من الاستلام؛ ويجوز للسلطة أن تضيف شهراً.

## Duties without a number

duty-notify-originating-controller = إبلاغ المتحكم في البيانات في الدولة العضو الأخرى بالخرق
duty-recall = طلب استرداد بيانات خاطئة أو مرسلة بصورة غير مشروعة
