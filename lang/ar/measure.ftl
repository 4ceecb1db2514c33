# A measure at its issuer: the start, the draft, the check, what came of it.

measure-title = التدبير
measure-state = الحالة
measure-issued-at = وقت الإصدار
measure-from = الجهة المُصدِرة
measure-addressee = المخاطَب
measure-enforcing = سلطة الإنفاذ
measure-nobody-notified = لا تُشعَر أي سلطة
measure-data = البيانات المطلوبة
measure-track = المسار
measure-law = القانون
measure-clocks = المهل
measure-copies = النسخ التي خرجت
measure-acts = ما قام به الآخرون
measure-exhibits = مواد الإثبات المستلَمة
measure-whole-form = النموذج بأكمله
kind-unknown = القانون المحمَّل هنا لا يعرف هذا النوع من التدابير.
not-yet = ليس بعد

check-emergency = يخرج الأمر دون مصادقة
check-emergency-hint = فقط حيثما يشترط القانون المصادقة على من يُصدر. ويجب أن تتوافر الشروط الثلاثة جميعها، وأن تتبع المصادقة في الوقت المحدد.
emergency-established = ثبتت حالة الطوارئ على وجه صحيح
emergency-validation-unobtainable = لا يمكن الحصول على المصادقة في الوقت المناسب
emergency-domestic-without-validation = يمكن إصدار أمر مماثل داخلياً دون مصادقة
new-measure-title = تحرير مسودة تدبير
new-measure-other-law = قانون آخر
new-measure-not-in-force = غير نافذ
new-measure-kind = أي تدبير
new-measure-kind-hint = النموذج التالي هو النموذج الذي ينص عليه القانون.
new-measure-to = من عليه تنفيذه
new-measure-to-hint = المنشأة المعيَّنة لمقدّم الخدمة أو ممثله القانوني، أو سلطة الدولة الأخرى، حسبما يقتضيه التدبير.
new-measure-data = أي بيانات
new-measure-data-hint = يُرجى عدم طلب أكثر مما تحتاج إليه القضية. فالفئة الأشد تدخلاً في الخصوصية هي التي تحدد من يجوز له الإصدار.
new-measure-enforcing = من يُشعَر
new-measure-enforcing-hint = سلطة الإنفاذ في دولة المخاطَب، حيثما يوجب القانون إشعار سلطة.
new-measure-nobody = لا أحد
new-measure-track = ما مدى السرعة
new-measure-track-hint = حالة الطوارئ هي تهديد وشيك بالمعنى المقصود في القانون، ولا شيء غير ذلك.
new-measure-only-for = فقط لما يلي: { $kinds }.
new-measure-button = فتح المسودة
choose-one = يُرجى الاختيار

data-subscriber = بيانات المشترك
    .help = من هو المستخدم، وبيانات العقد.
data-identification_only = بيانات لمجرد تحديد هوية المستخدم
    .help = عناوين وأوقات تُطلب فقط لمعرفة هوية المستخدم.
data-traffic = بيانات الحركة
    .help = من تواصل مع من، ومتى، ومن أين.
data-content = بيانات المحتوى
    .help = ما كُتب أو قيل أو خُزّن.
track-ordinary = عادي
    .help = المهل القانونية كما هي.
track-urgent = مستعجل
    .help = أسرع بناءً على طلب؛ ولا تتغيّر أي مهلة قانونية.
track-emergency = حالة طوارئ
    .help = تهديد وشيك للحياة أو السلامة البدنية أو الأمان، أو لبنية تحتية حيوية.

draft-title = المسودة
draft-sections = أقسام النموذج
draft-save = حفظ
draft-complete = مكتملة
draft-complete-hint = ليس في النموذج عيوب. ويقرأ موظف مختص النسختين ثم يقرر.
draft-incomplete = غير مكتملة
draft-missing = { $n ->
    [zero] لا ينقص شيء، لكن هناك خطأ ما.
    [one] لا تزال تنقص إجابة واحدة.
    [two] لا تزال تنقص إجابتان.
    [few] لا تزال تنقص { $n } إجابات.
    [many] لا تزال تنقص { $n } إجابة.
   *[other] لا تزال تنقص { $n } إجابة.
  }
draft-check = التحقق مما سيحصل عليه كل متلقٍّ
draft-check-anyway = عرض ما كان سيحصل عليه كل متلقٍّ
two-people = إذا غيّرت هذه المسودة، فلا يمكنك إصدارها
    .body = وفقاً لقاعدة داخلية، يجب أن يُصدر شخص آخر ما كتبت فيه. ولا يشترط القانون شخصين؛ ويمكنك أن تطلب من أحد الزملاء إجراء التغيير.
two-people-wrote = لقد كتبت في هذه المسودة، ولذلك لا يمكنك إصدارها
    .body = وفقاً لقاعدة داخلية، يجب أن يُصدرها شخص آخر. ولا يشترط القانون شخصين.
drop-heading = إسقاط هذه المسودة
drop-lead = لم يغادر هذه العقدةَ شيء منها. وتبقى في السجل ولا يمكن بعد ذلك تغييرها ولا إصدارها.
drop-button = إسقاط المسودة
differ-lead = لم يُحفظ شيء بعد. ولا ترد أدناه إلا الإجابات المختلفة، ومع كل منها النص الآخر. وعند الحفظ، لا يتغيّر إلا ما غيّرته هنا.
differ-leave = المغادرة دون حفظ، وقراءة المسودة كما هي الآن
differ-before = كان النص السابق:
differ-stored = كتب شخص آخر في هذه الأثناء:
differ-mine = لقد غيّرت هذا. والنص الآن:
differ-others = غيّر شخص آخر هذا؛ وما كتبه وارد في الحقل. وكان النص السابق:
differ-which = ما الإجابة المعتمدة عن «{ $field }»؟
differ-keep-mine = إجابتي، كما هي واردة في الحقل
differ-keep-theirs = الإجابة التي كتبها شخص آخر
draft-read-only = يجوز لك قراءة هذه المسودة. ولا تخوّلك وظيفتك تغييرها.

task-completed = مكتمل
task-missing = معلومات ناقصة
task-problem = هناك مشكلة
task-untouched = لم يُطّلع عليه
task-optional = لا شيء مطلوب

need-required = مطلوب
need-pointless = غير مطلوب في هذا التدبير
need-if-answered = مطلوب إذا أُجيب عن «{ $field }»
need-if-says = مطلوب إذا كان «{ $field }» هو «{ $answer }»
field-example = على سبيل المثال: { $example }
field-nth = { $field }، الإجابة { $n }

audience-both = يرد في نسخة المخاطَب وفي نسخة سلطة الإنفاذ.
audience-addressee = يرد في نسخة المخاطَب فقط.
audience-enforcing = لا تطّلع على هذا إلا سلطة الإنفاذ. ولا يرد في نسخة المخاطَب.
audience-nobody = لا يرد في أي نسخة. ويبقى في ملفك.

section-not-in-copy = لا يرد في هذه النسخة.
section-change = تغيير
field-reads = النص:
section-no-answers = لا إجابات.
written-in = مكتوب باللغة: { $language }
yes = نعم
no = لا
period-years = { $n ->
    [zero] 0 سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $n } سنوات
    [many] { $n } سنة
   *[other] { $n } سنة
  }
period-months = { $n ->
    [zero] 0 شهر
    [one] شهر واحد
    [two] شهران
    [few] { $n } أشهر
    [many] { $n } شهراً
   *[other] { $n } شهر
  }
period-days = { $n ->
    [zero] 0 يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يوماً
   *[other] { $n } يوم
  }
selector-acct = حساب
selector-email = بريد إلكتروني
selector-imei = IMEI
selector-ip = عنوان IP
selector-mac = عنوان MAC
selector-phone = هاتف

check-title = التحقق والإصدار
check-lead = يحصل كل متلقٍّ على النسخة المعروضة هنا بعينها، ولا شيء غيرها. يُرجى قراءة النسختين قبل اتخاذ القرار.
check-changed = لم يتغيّر شيء ولم يخرج شيء. والنسخ الواردة أدناه هي التي ستُعدّ الآن؛ يُرجى قراءتها من جديد. والأسباب التي كتبتها لا تزال موجودة؛ أما ما يُقَرّ به فيجب الإقرار به من جديد.
check-missing = لم يتغيّر شيء ولم يخرج شيء. وما أجبت به لا يزال موجوداً.
check-no-copies = لا يمكن إعداد أي نسخة بعد. يجب أن تسمّي المسودة متلقيها وأن تكون خالية من العيوب.
check-issue-heading = الإصدار
check-issue-lead = الإصدار يرسل هذه النسخ بنصها الحرفي. ولا يمكن تغيير النص بعد ذلك؛ ولا سبيل إلا إلى سحب التدبير.
check-issue-button = إصدار هذه النسخ
check-stated = لقد نظرت في هذا
check-not-yours = لا تخوّلك وظيفتك الإصدار
check-not-yours-body = يقرأ موظف مختص لدى العضو الذي تتبعه النسختين في هذه الصفحة ثم يقرر.

copy-addressee = نسخة المخاطَب
copy-enforcing = نسخة سلطة الإنفاذ
copy-enforcement = نسخة السلطة المطلوب منها الإنفاذ
copy-to = إلى
copy-digest = SHA-256
copy-bytes = البايتات التي حُسبت منها البصمة الرقمية ({ $n ->
    [zero] 0 بايت
    [one] بايت واحد
    [two] بايتان
    [few] { $n } بايت
    [many] { $n } بايت
   *[other] { $n } بايت
  })
copy-recipient = النسخة
copy-state = الإيصال إلى المتلقي
copy-sent = وقت الإرسال
copy-received = إيصال الاستلام
copies-caption = { $n ->
    [zero] لا نسخ
    [one] نسخة واحدة
    [two] نسختان
    [few] { $n } نسخ
    [many] { $n } نسخة
   *[other] { $n } نسخة
  }
copies-empty = لم تخرج أي نسخة.

act-written = كُتب
act-arrived = وصل
act-waiting = بانتظار موظف
act-taken = له أثر
act-acknowledged = تأكيد الاستلام في
act-cleared = عدم إثارة مسوّغ
act-objected = إثارة مسوّغ
act-offered-handover = عرض مواد إثبات
act-refused = عدم التنفيذ
act-said = توجيه رسالة
act-withdrew = سحب التدبير

ladder-heading = ما صرّح به الجانب الآخر عن رسائلنا
ladder-help = كل سطر تصريح وقّعه الجانب الآخر. وهو يقول ما حدث هناك ولا يزيد على ذلك.
ladder-letter = الرسالة { $n }
ladder-caption = { $n ->
    [zero] لا تصريحات
    [one] تصريح واحد
    [two] تصريحان
    [few] { $n } تصريحات
    [many] { $n } تصريحًا
   *[other] { $n } تصريح
  }
ladder-none = لم يُصرَّح بشيء بعد.
ladder-what = ما صُرِّح به
ladder-when = متى، بحسب ساعته
ladder-who = ممن
ladder-kept = كيف يُحفظ
ladder-level-signed = موقَّع
ladder-level-logged = موقَّع، وتذكره ورقة من سجلنا
ladder-level-witnessed = موقَّع، وفي سجلنا، ووقّعه شهود أيضًا
ladder-accepted = الرسالة عند عقدته. وهذا لا يعني أن أحدًا فتحها.
ladder-consigned = فتحت عقدته الرسالة وتحققت منها، وهي في صندوق وارد المكتب. وهذا لا يعني أن أحدًا قرأها.
ladder-asked = طُلب من المكتب أن يتسلم الرسالة أو أن يعتذر عن تسلمها.
ladder-taken = تسلّم موظف الرسالة.
ladder-handed-over = تلقى موظف هناك أو برنامج هناك المحتوى. أما هل قرأه أحد فلا يستطيع أحد أن يصرّح به.
ladder-opened-again = فُتح المحتوى مرة أخرى.
ladder-declined = اعتذر موظف عن تسلم الرسالة. وليس هذا رفضًا لما تطلبه.
ladder-lapsed = لم يتسلم أحد الرسالة ولم يعتذر عنها في الوقت المحدد لذلك.
ladder-not-handed = لا يمكن أبدًا تلقي المحتوى هناك.
ladder-failed = قُبلت الرسالة ولم يمكن إيداعها في صندوق الوارد.
ladder-turned-away = رفضت عقدته الرسالة عند الباب.
ladder-given-up = تخلينا عن الرسالة: سُحبت أو انتهت مدتها.
ladder-doubt-after-all = كنا قد تخلينا عن الرسالة أو سحبناها قبل وصول هذا، فلا يُعتدّ به.
ladder-doubt-against = هذا يناقض ما صرّح به الجانب نفسه من قبل، ولا يُعتدّ به.
