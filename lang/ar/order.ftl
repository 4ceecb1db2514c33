# An order that came in: at the provider, and at the enforcing authority.

order-title = الأمر
order-genuine = هل الأمر أصلي؟
order-must = هل يجب عليّ الرد؟
order-when = في أي أجل؟
order-refuse = ما الذي يجوز لي رفضه؟
order-asked = ما المطلوب
order-evidence = الأدلة المجمَّعة
order-hand-over = التسليم
uploads-heading = ملفات في الطريق
uploads-of = من
uploads-until = يُتخلى عنه إذا لم يواصل أحد قبل
uploads-wrong = ليس ما أُعلن عنه؛ ولن يُختم
uploads-again = إعادة الفحص
order-whole = النسخة بنصها الحرفي
order-received-at = تاريخ الاستلام
order-notice = إعلام المستخدم

genuine-yes = نعم
genuine-yes-body = التوقيع صحيح، وكان المفتاح تابعاً لهذه الوظيفة عند التوقيع.
genuine-no = لا
genuine-no-body = يُرجى عدم التصرف بناءً على هذا، وسؤال المُرسِل بطريق آخر.
genuine-signed-by = الموقِّع
genuine-signed-at = وقت التوقيع
genuine-key = المفتاح
genuine-roster = بموجب الصيغة { $version } من دليل الأعضاء
genuine-digest = بصمة SHA-256 للرسالة
genuine-leaf = في دفتر قيودنا
genuine-ledger = في دفتر قيود المُرسِل
genuine-ledger-yes = نعم، الإرسال مسجَّل هناك
genuine-ledger-no = لا، لا يُظهره دفتر قيود المُرسِل
genuine-ledger-unknown = لم يُفحص بعد

must-yes = نعم. الأمر ملزِم لك منذ لحظة استلامه.
must-done = تم الرد من جانبك. يُرجى الاحتفاظ بالسجل.
must-no = لا، لم يعد ذلك واجباً.

refuse-lead = لا يجوز لك الرفض لمجرد أنك كنت ستقرر خلاف ذلك. ويجوز لك الاعتراض استناداً إلى المسوّغات التالية:
refuse-own-lead = يجوز لك الرفض استناداً إلى المسوّغات التالية دون غيرها، كلياً أو جزئياً أو بشروط:
refuse-how = لا يُعدّ رفضاً أن يكون التنفيذ مستحيلاً أو الأمر معيباً أو متعارضاً مع قانون بلد ثالث. وإنما يُبلَّغ ذلك إلى السلطة المُصدِرة برسالة أدناه:
refuse-heading = الرفض
ground-lead-refuse = تطّلع السلطة المُصدِرة على المسوّغ ونطاقه. ولا يمكنك التراجع عن ذلك.
ground-button-refuse = إرسال: مرفوض

evidence-file = الملف
evidence-file-hint = تقرأ العقدة كل بايت مرة واحدة، وتبيّن البصمتين الرقميتين، وتحفظ الملف مشفَّراً. يُرجى مقارنة البصمة بما لديك. وإذا انقطعت العملية، يُرجى اختيار الملف نفسه من جديد فتتواصل.
evidence-button = إدخال الملف
bringing-heading = نقل الملفات
bringing-sealed = بصمة SHA-256 لما أُدخل، كما حسبتها العقدة وهذا المتصفح:
bringing-again = يتعذر الوصول إلى العقدة. تُعاد المحاولة؛ ولا يضيع شيء مما لديها.
bringing-done = أُدخل كل شيء.
bringing-reading = إعادة قراءة ما لدى العقدة من قبل:
bringing-sealing = مقارنة البصمة الرقمية والختم:
bringing-sending = الإرسال:
bringing-stopped = توقفت العملية. يُرجى اختيار الملف نفسه من جديد فتتواصل من حيث توقفت. وتقول العقدة:
bringing-unread = لم تعد قراءة الملف ممكنة. يُرجى اختياره من جديد فتتواصل العملية من حيث توقفت.

hand-over-lead = تخرج مواد الإثبات مختومة ومشفَّرة إلى { $member }. وتنتقل العهدة عندما يتحقق الجانب الآخر من كل بصمة رقمية ويوقّع بالاستلام.
hand-over-button = تسليم مواد الإثبات هذه
hand-over-nothing = لم يُجمع شيء بعد. يُرجى إدخال الملفات أولاً.

release-allowed = يجوز خروج البيانات
    .help = لا شيء يحول دون ذلك.
release-due = تقديم البيانات واجب الآن
    .help = يجوز خروجها، ويوجب القانون ذلك.
release-forbidden = لا يجوز خروج البيانات بعد
    .help = لا يزال لدى سلطة الإنفاذ وقت للنظر.
release-stopped = يجب أن تبقى البيانات في مكانها
    .help = هذا نهائي بالنسبة لهذا التدبير.
release-suspended = يجب أن تبقى البيانات في مكانها في الوقت الحالي
    .help = يجب تسوية مسألة أولاً.
release-contested = يجب أن يقرر شخص
    .help = يعطي القانون هنا جوابين، أو أن واقعة ناقصة. يُرجى طلب بيان من السلطتين كلتيهما.
release-delete_or_restrict = البيانات التي خرجت يجب حذفها أو تقييد استخدامها
    .help = أُثير مسوّغ بعد خروجها.
release-escalate = يجب أن يقرر شخص بشأن البيانات التي خرجت
    .help = أُثير مسوّغ بعد خروجها.
release-conditions = الشروط المرافقة للبيانات

finding-channel_not_current = ربما أرسل الجانب الآخر شيئاً لم نره.
finding-declined = قرر موظف ألا يكون له أثر.
finding-ground_late = أُثير مسوّغ بعد سقوط الحق.
finding-ineffective = وصل حين لم يكن هناك ما يُمدَّد.
finding-not_asked = لم يطلبه أحد.
finding-not_theirs = لم يكن القيام به من شأنهم.
finding-too_late = وصل بعد أن فات أوان تغيير أي شيء.
finding-unknown_ground = لا يعرف القانون مسوّغاً كهذا.

notified-title = أمر مُشعَر به
notified-answer = ردك
notified-not-yours = لا يعود إلى وظيفتك الرد على هذا.

clear-heading = عدم إثارة مسوّغ
clear-lead = يجوز لمقدّم الخدمة التسليم حالما يعلم بذلك. ولا يمكنك التراجع عن ذلك.
clear-button = إرسال: لا مسوّغ
clear-letter = رسالة موقَّعة تفيد بعدم إثارة أي مسوّغ
object-heading = إثارة مسوّغ
ground-lead-object = المسوّغ المثار في الوقت المحدد يوقف البيانات. ويوجب عليك القانون الاتصال بالسلطة المُصدِرة أولاً.
object-ground = المسوّغ
object-extent = نطاقه
object-extent-all = التدبير بأكمله
object-extent-part = بعض فئات البيانات فقط
object-extent-conditions = لا يوقَف شيء، لكن لا يجوز استخدام البيانات إلا بشروط
object-data = الفئات
object-data-hint = في حالة الجزء فقط.
object-reasons = الأسباب
ground-reasons-object = للسلطة المُصدِرة؛ أما مقدّم الخدمة فيعلم بالمسوّغ دون أسبابه.
ground-reasons-refuse = للسلطة الطالبة. بعبارات يمكنها التحقق منها.
object-contacted_at = وقت الاتصال بالسلطة المُصدِرة
object-contacted_at-hint = بأي وسيلة مناسبة، قبل إثارة المسوّغ. يُكتب الوقت مع فارق التوقيت، بصيغة ISO 8601: 2027-03-08T10:00:00+01:00
act-contacted-at = جرى الاتصال بنا في
object-conditions = الشروط
object-conditions-hint = في حالة الشروط فقط. وهي ترافق البيانات.
ground-button-object = إرسال: هذا المسوّغ
object-letter = رسالة موقَّعة تتضمن المسوّغ ونطاقه
object-letter-why = رسالة موقَّعة تتضمن المسوّغ ونطاقه وأسبابه
order-recalls = النسخ المطلوب استردادها
