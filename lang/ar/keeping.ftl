# What a case keeps: holds, the destruction of content, and its certificate.

keeping-title = ما يُحتفظ به
keeping-lead = يبقى محتوى مادة الإثبات على هذه العقدة إلى أن يأمر موظفان بإتلافه.
keeping-held-until = حظر الإتلاف حتى
keeping-not-held = لا حظر إتلاف
keeping-exhibit = { $no } – { $name }
keeping-ends = يجوز الاحتفاظ حتى
keeping-no-end = لم تُحدَّد نهاية
keeping-near-over = انقضت
keeping-near-day = خلال يوم
keeping-near-week = خلال أسبوع
keeping-near-month = خلال ثلاثين يوماً
keeping-holds = حالات حظر الإتلاف
keeping-holds-lead = ما دام حظر الإتلاف سارياً، لا يُتلف محتوى مواد الإثبات المشمولة به، أياً كان السبب. وكل حظر إتلاف ينتهي من تلقاء نفسه.
keeping-holds-empty = لا حظر إتلاف سارياً الآن.
keeping-erasures = الإتلاف
keeping-erasure = الإتلاف
keeping-since = منذ
keeping-erasures-caption = { $n ->
    [zero] لا عمليات إتلاف لمحتوى
    [one] عملية واحدة لإتلاف محتوى
    [two] عمليتان لإتلاف محتوى
    [few] { $n } عمليات لإتلاف محتوى
    [many] { $n } عملية لإتلاف محتوى
   *[other] { $n } عملية لإتلاف محتوى
  }
keeping-erasures-empty = لم يُتلف شيء، ولم يقترحه أحد.

retain-form = تحديد الموعد الذي يجوز الاحتفاظ حتى حلوله
retain-lead = متى انقضت المدة، اقتُرح الإتلاف على موظفَين؛ ولا يُتلف شيء من تلقاء نفسه، وحظر الإتلاف مقدَّم على ذلك. وما أُنتج من مادة إثبات لا يُحتفظ به مدة أطول منها.
retain-exhibit = مواد الإثبات المراد تحديد مدتها
retain-until = آخر يوم يجوز فيه الاحتفاظ بها
retain-until-hint = يظهر ذلك لأمين العهدة وللمسؤول عن القضية على مكتبيهما قبل ثلاثين يوماً وقبل أسبوع وقبل يوم.
retain-why = السبب
retain-why-hint = النص القانوني أو القرار الذي يستند إليه ذلك، واليوم الذي تُحسب منه المدة. وتبقى هذه العبارات في السجل، ويقرؤها من يحصل على حزمة.
retain-button = تحديد النهاية
retain-nothing = لا توجد هنا مادة إثبات يمكن تحديد مدتها.

derive-title = إنتاج مادة إثبات من مواد أخرى
derive-lead = يصبح النص المحجوب الأجزاء أو الترجمة أو المستخرَج مادة إثبات قائمة بذاتها، إلى جانب الأصل.
derive-means = ما تنتجه مقيَّد بما يقيّد ما أُنتج منه
derive-means-original = لا يتغيّر الأصل. ومن يحصل على حزمة تتضمن مادة الإثبات الجديدة لا يحصل على الأصل إلا إذا اختير هو أيضاً.
derive-means-bound = كل حظر إتلاف مفروض على الأصل يشمله أيضاً، ولا يُحتفظ به مدة أطول، وحيث يحظر القانون استخدام الأصل يُحظر استخدامه هو أيضاً.
derive-means-destroyed = إذا أُتلف الأصل أو طُلب استرداده، لحق به.
derive-nothing = لا توجد هنا مادة إثبات يمكن إنتاج شيء منها.
derive-exhibit = أُنتجت من
derive-exhibit-hint = كل مادة إثبات يرد محتواها فيه. ورقمه يلي رقم أولاها.
derive-making = ما تم
derive-making-convert = التحويل إلى صيغة أخرى
derive-making-derive = أخذ جزء، أو جمع عدة مواد
derive-making-examine = الفحص بأداة؛ وهذا ما وجدته
derive-making-redact = حذف شيء أو حجبه عن قارئ
derive-making-translate = النقل إلى لغة أخرى
derive-tool = الأداة
derive-tool-hint = البرنامج، أو من قام بالترجمة. والسجل الخالي من ذلك فيه ثغرة.
derive-version = الإصدار
derive-method = كيفية إنتاجه
derive-method-hint = جميع الإعدادات، ليصل غيرك إلى النتيجة نفسها. وتبقى هذه العبارات في السجل.
derive-loss = ما لا يرد فيه، أو ما لم يعد كما كان
derive-loss-hint = يُرجى بيان ما أُغفل وسببه، أو أنه لم يُفقد شيء. ويُرجى عدم تكرار شيء مما أُغفل.
derive-file = الملف
derive-file-hint = يُشفَّر أثناء وصوله. وإذا أُعيد النموذج وجب اختيار الملف من جديد.
derive-button = تسجيله كمادة إثبات

hold-heading = حظر إتلاف حتى { $until }
hold-exhibits = مواد الإثبات
hold-reasons = السبب
hold-placed-at = وقت الفرض
hold-form = فرض حظر إتلاف
hold-lead = يُرجى اختيار ما يجب عدم إتلافه. ويسري حظر الإتلاف فوراً، ويشمل أيضاً ما أُنتج منه.
hold-exhibit = مواد الإثبات التي يجب أن تبقى
hold-held = محظورة الإتلاف حتى { $until }.
hold-until = اليوم الأخير من حظر الإتلاف
hold-until-hint = ينتهي حظر الإتلاف من تلقاء نفسه بانقضاء هذا اليوم. ومن ظل بحاجة إليه يفرض حظراً آخر قبل ذلك.
hold-why = السبب
hold-why-hint = من يحتاج إلى المحتوى، ولأي إجراءات، وبموجب أي نص. وتبقى هذه العبارات في السجل، ويقرؤها من يحصل على حزمة.
hold-button = فرض حظر الإتلاف
hold-nothing = لا توجد هنا مادة إثبات يمكن حظر إتلاف محتواها.

lift-heading = إنهاء حظر الإتلاف هذا قبل موعده
lift-lead = ينتهي حظر الإتلاف فوراً. ويجوز لموظفين اثنين ابتداءً من ذلك الحين الأمر بإتلاف المحتوى.
lift-why = سبب إنهائه قبل موعده
lift-why-hint = تبقى هذه العبارات في السجل، ويقرؤها من يحصل على حزمة. ومن ينهي حظر إتلاف لا يشارك في الإتلاف.
lift-button = إنهاء حظر الإتلاف

erase-form = اقتراح إتلاف محتوى
erase-means = ما يُتلف لا يمكن استعادته
erase-means-content = يُتلف محتوى مواد الإثبات إلى الأبد. ويبقى سجلها: الأرقام وأسماء الملفات والبصمات الرقمية ومن فعل ماذا ومتى.
erase-means-second = يجب أن يوافق موظف آخر على هذه القائمة بعينها. ولا يُتلف شيء قبل ذلك.
erase-means-packages = الحزمة التي تتضمن إحدى مواد الإثبات هذه لا يعود ممكناً تسليمها.
erase-means-copies = يُطلب من كل من حصل من هنا على إحدى مواد الإثبات هذه أن يتلفها، حالما يوافق الموظف الثاني. ولا تستطيع هذه العقدة إتلاف نسخهم.
erase-over = انقضت مدة مواد إثبات
erase-over-body = هي مؤشَّر عليها أدناه. يُرجى اقتراح إتلافها على موظف آخر، أو تحديد نهاية لاحقة مع بيان السبب، أو فرض حظر إتلاف.
erase-exhibit = مواد الإثبات المراد إتلافها
erase-exhibit-hint = لا ترد هنا إلا مواد الإثبات التي ثُبِّت محتواها ولم يُتلف بعد. وما أُنتج من إحداها يلحق بها.
erase-held = محظورة الإتلاف حتى { $until }. يمكنك اقتراح إتلافها، لكن لا يمكن لأحد الموافقة ما دام الحظر سارياً.
erase-trigger = ما يجعل ذلك لازماً
erase-trigger-consent-withdrawn = سُحب الرضا، ولا شيء آخر يجيز الاحتفاظ بها
erase-trigger-deletion-order = يأمر به القانون أو محكمة
erase-trigger-emergency-failed = وردت في حالة طوارئ لم تتأكد بعد ذلك
erase-trigger-recall = من قدّمها يطلب استردادها
erase-trigger-redress = قُبل تظلّم شخص
erase-trigger-retention-end = لم يعد جائزاً الاحتفاظ بها
erase-why = السبب
erase-why-hint = النص القانوني، وسبب انطباقه على مواد الإثبات هذه. وتبقى هذه العبارات بعد زوال المحتوى، وتُرسل إلى كل من يُطلب منه إتلاف نسخة، ولذلك يُرجى عدم تكرار شيء من المحتوى هنا.
erase-button = اقتراح ذلك على موظف آخر
erase-nothing = لا توجد هنا مادة إثبات يمكن إتلاف محتواها.

erasure-title = إتلاف المحتوى
erasure-id = المعرّف
erasure-why = السبب
erasure-proposed = وقت الاقتراح
erasure-agreed = ووفق عليه
erasure-rejected = لم تُعطَ الموافقة
erasure-asks = من يُطلب منه إتلاف نسخة
erasure-asks-lead = حصل هؤلاء من هنا على إحدى مواد الإثبات هذه. وحالما يوافق موظف ثانٍ، يُطلب من كل منهم إتلافها وتأكيد ذلك.
erasure-asks-nobody = لم يحصل أحد من هنا على إحدى مواد الإثبات هذه، أو أن من حصل عليها أكّد إتلافها.
erasure-recalls = وضع المتلقين اليوم
erasure-decision = القرار
erasure-own = أنت من اقترح هذا، ولذلك يجب أن يقرر موظف آخر. يُرجى إبلاغ أحد المشاركين في القضية: سلطة مُصدِرة أو مسؤول عن القضية. وإلى ذلك الحين لا يُتلف شيء.
erasure-waits = يجب أن يقرر موظف غير الذي اقترح هذا. وإلى ذلك الحين لا يُتلف شيء.
erasure-decide-lead = اقترح هذا موظف آخر، والقرار لك. ويتعلق جوابك بمواد الإثبات الواردة أعلاه بعينها.
erasure-approve = الموافقة
erasure-approve-lead = تبدأ العقدة فوراً بإتلاف محتوى كل مادة إثبات واردة أعلاه. ولا يمكن لأحد عندئذ إيقاف ذلك، ولا لأحد استعادة المحتوى. والحزم التي تتضمنه لا يعود ممكناً تسليمها.
erasure-approve-button = موافقة: إتلاف نهائي
erasure-held = لا يمكنك الموافقة ما دام حظر إتلاف سارياً
erasure-held-body = حظر الإتلاف مقدَّم على كل سبب للإتلاف. يُرجى البت بعد انتهائه، أو مطالبة موظف ممن يفرضون حظر الإتلاف بإنهائه قبل موعده.
erasure-held-exhibit = { $no }: محظورة الإتلاف حتى { $until }
erasure-reject = عدم الموافقة
erasure-reject-lead = لا يُتلف شيء. ومن ظل يرى ذلك لازماً وجب عليه اقتراحه من جديد.
erasure-reject-why = سبب عدم الموافقة
erasure-reject-button = عدم الموافقة
erasure-at-work = العقدة تتلف المحتوى
erasure-at-work-body = أمر بذلك موظفان، ولا يمكن إيقافه. ولا يلزمك فعل شيء. وتظهر الشهادة هنا حالما يزول كل شيء؛ يُرجى تحميل الصفحة من جديد للاطلاع عليها.
erasure-waits-for = يتعذّر الوصول إلى أماكن الملفات المشفَّرة هذه. والمفاتيح أُتلفت، فلا يمكن فتح ما يوجد هناك؛ وتُعدّ الشهادة عندما يُحذف هناك أيضاً:
erasure-not-agreed = لم يُتلف شيء
erasure-not-agreed-body = لم يوافق الموظف الثاني. ومن ظل يرى ذلك لازماً وجب عليه اقتراحه من جديد.

certificate-heading = شهادة الإتلاف
certificate-lead = كانت هذه العقدة تحتفظ بمحتوى مواد الإثبات الواردة أعلاه مشفَّراً. وقد حُذفت الملفات المشفَّرة، وأُتلفت المفاتيح التي كانت تفتحها في كل مكان مذكور أدناه. ويبقى سجل مواد الإثبات.
certificate-at = وقت الإعداد
certificate-objects = الملفات المشفَّرة المحذوفة
certificate-n-keys = المفاتيح المُتلفة
certificate-final-on = آخر نسخة احتياطية من هذه المفاتيح يجب أن تزول في
certificate-final-on-hint = النسخة الاحتياطية المُعدّة قبل ذلك قد تحتوي على هذه المفاتيح حتى ذلك اليوم. وعلى مشغّل العقدة أن يكفل زوالها عندئذ.
certificate-packages = الحزم التي لم يعد ممكناً تسليمها
certificate-packages-none = لم تتضمن أي حزمة في هذه العقدة هذا المحتوى.
certificate-recipients = آخرون كانت لديهم نسخة
certificate-recipients-none = لا يذكر السجل أي عضو آخر.
certificate-confirmed = طُلب منهم، وأكّدوا إتلافها هناك
certificate-gave = قدّموها إلينا، ولم يُطلب منهم
certificate-outstanding = طُلب منهم، ولم يؤكدوا حتى يوم هذه الشهادة
certificate-unconfirmed = لم يؤكد أحد نيابة عنهم
certificate-recipients-hint = هذا ما كان عليه الوضع في يوم الشهادة. أما ما أجابوا به لاحقاً فيرد في طلب الاسترداد.
certificate-leaf = القيد في دفتر القيود
certificate-places = أماكن إتلاف المفاتيح
certificate-places-caption = كل مكان كان يحتوي على المفاتيح
certificate-places-none = لم يحتوِ أي مكان على مفتاح.
certificate-node = العقدة
certificate-destroyed-at = وقت الإتلاف
certificate-opened = مفاتيح كانت لا تزال تفتح
certificate-opened-none = لا شيء
certificate-signature = توقيع العقدة
certificate-unsigned = لا
certificate-stores = ملفات مشفَّرة محذوفة في أماكن أخرى
certificate-unproved = ما لا يُثبته هذا
certificate-unproved-copies = أنه لم تبقَ أي نسخة خارج هذه العقدة ونسخها الاحتياطية، كحزمة نزّلها أحد.
certificate-unproved-memory = أن الناس نسوا ما رأوه.
certificate-unproved-recipients = أن أياً ممن تلقوا نسخة قد أتلفها.
certificate-keys = معرّفات المفاتيح المُتلفة

recall-title = طلب الاسترداد
recalls-title = طلبات الاسترداد
recalls-lead = من أرسل شيئاً خاطئاً أو لا يجوز الاحتفاظ به يطلب من كل من حصل عليه إتلافه وتأكيد ذلك. وما لم يؤكده أحد في الوقت المحدد يُحتسب في الأرقام الإحصائية لهذا العضو.
recalls-caption = { $n ->
    [zero] لا طلبات استرداد
    [one] طلب استرداد واحد
    [two] طلبا استرداد
    [few] { $n } طلبات استرداد
    [many] { $n } طلب استرداد
   *[other] { $n } طلب استرداد
  }
recalls-empty = لم يُطلب من أحد، ولا يطلب منا أحد.
recall-side = من يطلب
recall-ours = نحن نطلب
recall-theirs = يُطلب منا
recall-other = الجانب الآخر
recall-reason = السبب
recall-reason-erased = يتلف المسلِّم نسخته
recall-reason-inaccurate = البيانات خاطئة
recall-reason-unlawful = لم يكن جائزاً إرسالها
recall-due = يجب التأكيد حتى
recall-state-confirmed = تم التأكيد
recall-state-delivered = وصل الطلب
recall-state-failed = لم يتم الإتلاف
recall-state-open = مفتوح
recall-state-pending = في الطريق
recall-state-refused = لا إتلاف في الوقت الحالي
recall-state-unconfirmed = لا تأكيد في الوقت المحدد
recall-id = المعرّف
recall-why = بالكلمات
recall-exhibits = مواد الإثبات
recall-asked-at = وقت الطلب
recall-erasure = ناشئ عن
recall-cause = لأن ذلك مطلوب منا نحن أيضاً
recall-recipients = المتلقون
recall-recipients-lead = يُنظر إلى كل متلقٍّ على حدة. ومن لم يؤكد عند انقضاء المدة يبقى كذلك، وما ورد بعدها يُذكر إلى جانبه.
recall-member = العضو
recall-said = ما قاله
recall-later = لاحقاً
recall-certificate = الشهادة
recall-proved = مُثبت في دفتر قيوده بالقيد { $index }
recall-not-proved = دون إثبات من دفتر قيوده
recall-onward = حصلوا عليها من هناك: { $asked }. أكّدوا: { $confirmed }، لم يؤكدوا في الوقت المحدد: { $unconfirmed }، لم يتلفوا: { $failed }، لا يزال مفتوحاً: { $open }.
recall-not-taken = لم تقبل عقدته الرسالة:
recall-no-held = هناك حظر إتلاف سارٍ حتى { $until }
recall-no-kept = يجيز القانون الاحتفاظ بها
recall-from = من يطلب
recall-came-at = وقت الورود
recall-reminders = تذكيرات منذ ذلك الحين
recall-answer = جوابنا
recall-we-confirmed = أكّدنا إتلافها:
recall-we-refused = أجبنا بأنها لا تُتلف في الوقت الحالي:
recall-waits = يجب أن يقرر موظف
recall-waits-body = لا تُتلف رسالةٌ شيئاً هنا. يُرجى اقتراح الإتلاف، ويقرر موظف ثانٍ؛ ثم يُرسل التأكيد من تلقاء نفسه. وحظر الإتلاف مقدَّم على طلب الاسترداد.
recall-propose = اقتراح إتلاف محتوى
recall-refuse-form = الرد بأنها لا تُتلف في الوقت الحالي
recall-refuse-lead = يُبلَّغ الطالب بذلك، بالعبارات الواردة أدناه. ولا يزال ممكناً إتلافها لاحقاً، ويُبلَّغ بذلك أيضاً.
recall-refuse-reason = سبب عدم إتلافها
recall-refuse-why = بالكلمات
recall-refuse-why-hint = النص القانوني، وسبب انطباقه. وتُرسل هذه العبارات إلى الطالب، ولذلك يُرجى عدم تكرار شيء من المحتوى هنا.
recall-refuse-button = إرسال هذا الرد
recall-ask-form = طلب استرداد نسخ
recall-ask-lead = يُطلب من كل من حصل من هنا على إحدى مواد الإثبات المختارة أن يتلفها. وتبقى نسختنا.
recall-ask-exhibit = مواد الإثبات التي يجب إتلافها هناك
recall-ask-one = مادة الإثبات { $no }
recall-ask-got = سُلّمت إلى { $members }.
recall-ask-reason = سبب طلب استردادها
recall-ask-due_on = آخر يوم للتأكيد
recall-ask-due-hint = ينص القانون على أن يتم ذلك دون تأخير. ويُذكَّر المتلقون بعد انقضاء نصف المدة وثلاثة أرباعها وتسعة أعشارها.
recall-ask-why = بالكلمات
recall-ask-why-hint = وجه الخطأ، والنص القانوني المستند إليه. وتُرسل هذه العبارات إلى كل متلقٍّ، ولذلك يُرجى عدم تكرار شيء من المحتوى هنا.
recall-ask-button = إرسال الطلب إليهم
recall-ask-nothing = لم يُسلَّم شيء من هنا.
keeping-recalls = طلبات الاسترداد: نسخ نطلب استردادها، ونسخ تُطلب منا
keeping-recall-waits = { $member } يطلب منا إتلاف مواد إثبات
keeping-recall-due = يجب الرد حتى { $until }.
