# Agreements: the list, one of them, and the forms.

agreements-title = الاتفاقات
agreements-lead = { $n ->
    [zero] الشروط التي يتبادل بموجبها العضو الذي تتبعه البيانات مع الآخرين. لا يوجد اتفاق بعد.
    [one] الشروط التي يتبادل بموجبها العضو الذي تتبعه البيانات مع الآخرين: اتفاق واحد.
    [two] الشروط التي يتبادل بموجبها العضو الذي تتبعه البيانات مع الآخرين: اتفاقان.
    [few] الشروط التي يتبادل بموجبها العضو الذي تتبعه البيانات مع الآخرين: { $n } اتفاقات.
    [many] الشروط التي يتبادل بموجبها العضو الذي تتبعه البيانات مع الآخرين: { $n } اتفاقاً.
   *[other] الشروط التي يتبادل بموجبها العضو الذي تتبعه البيانات مع الآخرين: { $n } اتفاق.
  }
agreements-required = لا يرسل العضو الذي تتبعه شيئاً دون اتفاق
agreements-required-body = الرسالة التي لا يشملها اتفاق تنتظر، أياً كان ما يسمح به القانون وحده. أما الردود وحالات السحب فتُرسل دائماً.
agreements-caption = { $n ->
    [zero] لا اتفاقات
    [one] اتفاق واحد
    [two] اتفاقان
    [few] { $n } اتفاقات
    [many] { $n } اتفاقاً
   *[other] { $n } اتفاق
  }
agreements-empty = لا يوجد اتفاق. وحيثما كان قانون الدولتين كافياً، تُرسل الرسائل مع ذلك.
agreements-draft = تحرير مسودة اتفاق

agreement-title = الاتفاق
agreement-parties = الأطراف
agreement-phase = الحالة
agreement-review = المراجعة التالية
agreement-ends = ينتهي من تلقاء نفسه
agreement-ended-at = تاريخ الانتهاء
agreement-waits = ما يوقفه
agreement-none = لا شيء
agreement-waits-none = لا شيء
agreement-waits-out = { $n ->
    [zero] لا رسائل منا تنتظر
    [one] رسالة واحدة منا تنتظر
    [two] رسالتان منا تنتظران
    [few] { $n } رسائل منا تنتظر
    [many] { $n } رسالة منا تنتظر
   *[other] { $n } رسالة منا تنتظر
  }
agreement-waits-out-body = كل منها موقَّعة ولم تُفقد لأحد. والمتعلقة منها بمسائلك تجدها في القائمة.
agreement-waits-came = { $n ->
    [zero] لا رسائل غير مقروءة
    [one] رسالة واحدة غير مقروءة
    [two] رسالتان غير مقروءتين
    [few] { $n } رسائل غير مقروءة
    [many] { $n } رسالة غير مقروءة
   *[other] { $n } رسالة غير مقروءة
  }
agreement-waits-came-body = ما ورد بعد التعليق محفوظ كما ورد، مشفَّراً؛ ولا يفتحه أحد. ويُقرأ من تلقاء نفسه متى سمح الاتفاق بمروره، ويُرفض من تلقاء نفسه إذا لم يعد ذلك ممكناً أبداً. ولا يقرر في ذلك أي موظف.

agreement-phase-draft = مسودة
agreement-phase-open = توقيعات ناقصة
agreement-phase-waiting = موقَّع، لم يسرِ بعد
agreement-phase-in-force = سارٍ
agreement-phase-suspended = معلَّق
agreement-phase-ended = منتهٍ
agreement-phase-sunset = انقضت مدته

agreement-means-draft = لا يعلم به أحد آخر، ولا تستند إليه أي رسالة.
agreement-means-open = لا يُلزم أحداً إلى أن يوقّع كل طرف. والرسائل تُرسل أو تنتظر كما لو لم يكن موجوداً.
agreement-means-waiting = وقّع كل طرف. ولا تستند إليه أي رسالة قبل يومه الأول.
agreement-means-in-force = الرسائل التي يشملها تذكره وتُرسل. ويتوقف من تلقاء نفسه في يومه الأخير.
agreement-means-suspended = ما يشمله التعليق ينتظر على الجانبين، بما في ذلك الرسائل التي لا تذكر هذا الاتفاق. ولا يُفقد شيء.
agreement-means-ended = لا تستند إليه أي رسالة جديدة. وما ذكره ينتظر ثلاثين يوماً بعد انتهائه ثم يُسحب؛ وعلى أساس آخر، تُكتب رسالة جديدة.
agreement-means-sunset = لا تستند إليه أي رسالة جديدة. وما ذكره ينتظر ثلاثين يوماً بعد انتهائه ثم يُسحب؛ وعلى أساس آخر، تُكتب رسالة جديدة.

agreement-duty-ends = ينتهي قريباً
agreement-duty-ends-body = لا يستمر شيء من تلقاء نفسه. يُرجى تحرير مسودة اتفاق يليه، والعمل على توقيعه في الوقت المحدد.
agreement-duty-review = المراجعة متأخرة
agreement-duty-review-body = المراجعة المتأخرة لا توقف شيئاً. يُرجى استعراض الاتفاق وتسجيل ما تبيّن.
agreement-duty-sign = بانتظار توقيعنا
agreement-duty-sign-body = يُرجى قراءة الوثيقة ومقارنة بصمتها الرقمية والتوقيع عليها باسم العضو الذي تتبعه.
agreement-asks = هذا الاتفاق يتطلب تدخلك

agreement-basis = الأساس القانوني
agreement-purposes = الأغراض
agreement-data = البيانات
agreement-directions = من يقدّم ولمن
agreement-gives-to = يقدّم إلى
agreement-onward = النقل إلى جهات أخرى
agreement-onward-never = إلى لا أحد، بموافقة أو بدونها
agreement-onward-with_consent = فقط بموافقة من قدّمه، لكل عنصر ولكل متلقٍّ
agreement-retention = المدة التي يجوز الاحتفاظ به خلالها
agreement-days = { $n ->
    [zero] 0 يوم
    [one] يوم واحد كحد أقصى
    [two] يومان كحد أقصى
    [few] { $shown } أيام كحد أقصى
    [many] { $shown } يوماً كحد أقصى
   *[other] { $shown } يوم كحد أقصى
  }
agreement-evidence-stays-yes = يجوز أن تبقى أدلة قضية منظورة إلى أن تنتهي تلك القضية.
agreement-evidence-stays-no = يسري ذلك أيضاً على أدلة قضية منظورة.
agreement-safeguards = الضمانات
agreement-impact = تقييم الأثر
agreement-impact-on = آخر استعراض له في
agreement-review-every = المراجعة
agreement-months = { $n ->
    [zero] كل 0 شهر
    [one] كل شهر
    [two] كل شهرين
    [few] كل { $n } أشهر
    [many] كل { $n } شهراً
   *[other] كل { $n } شهر
  }
agreement-valid-from = سارٍ ابتداءً من
agreement-valid-until = سارٍ حتى
agreement-criteria = أسباب تعليقه
agreement-preservation = طلبات حفظ البيانات
agreement-preservation-yes = تستمر أثناء تعليقه.
agreement-preservation-no = تنتظر هي أيضاً أثناء تعليقه.
agreement-digest = بصمة SHA-256 للوثيقة

agreement-changed = طرأ شيء على هذا الاتفاق منذ أن فتحت النموذج. يُرجى قراءة الصفحة من جديد؛ وما كتبته مبيّن أدناه.
agreement-page-title = الاتفاق:
agreement-terms = الشروط
agreement-document = الوثيقة بعينها
agreement-follow = تحرير مسودة اتفاق يلي هذا الاتفاق
agreement-suspended = معلَّق
agreement-suspended-part = النطاق
agreement-suspended-all = كله
agreement-suspended-purposes = لهذه الأغراض فقط
agreement-suspended-data = لهذه البيانات فقط
agreement-today = ما يعنيه اليوم
agreement-party = الطرف
agreement-gives = بياناتنا إليهم
agreement-gets = بياناتهم إلينا
agreement-keeps = طلبات حفظ البيانات
agreement-passage-goes = تُرسل
agreement-passage-held = تنتظر
agreement-passage-partly = تنتظر جزئياً
agreement-passage-not = غير مسموح
agreement-because-agreement-differs = الوثيقة مختلفة.
agreement-because-agreement-missing = هناك توقيعات ناقصة.
agreement-because-agreement-not-covering = لا يشمل هذا.
agreement-because-agreement-not-yet = لم يحلّ يومه الأول.
agreement-because-agreement-sunset = انتهى.
agreement-because-agreement-suspended = علّقه أحد الأطراف.
agreement-because-onward-consent-missing = هناك موافقة ناقصة.
agreement-always = الردود على الأوامر وحالات السحب وطلبات الاسترداد والرسائل المتعلقة بالاتفاقات تُرسل دائماً.
agreement-withdrawn = { $n ->
    [zero] لم تُسحب أي رسالة بسببه.
    [one] سُحبت رسالة واحدة بسببه.
    [two] سُحبت رسالتان بسببه.
    [few] سُحبت { $n } رسائل بسببه.
    [many] سُحبت { $n } رسالة بسببه.
   *[other] سُحبت { $n } رسالة بسببه.
  }
agreement-undelivered = لا علم له بهذا بعد:
agreement-undelivered-since = وُقّع في
agreement-signatures = التوقيعات
agreement-not-signed = لم يوقَّع
agreement-signed-at = تاريخ التوقيع
agreement-signed-unit = الوحدة
agreement-signed-key = المفتاح
agreement-consents = ما يجوز نقله
agreement-item = العنصر
agreement-giver = موافقة
agreement-goes-to = يجوز نقله إلى

agreement-acts = ما يمكنك فعله
agreement-to-sign = قراءة الوثيقة وتوقيعها
agreement-act-sign = التوقيع باسم العضو الذي أتبعه
agreement-act-suspend = تعليقه
agreement-act-reinstate = إنهاء تعليقنا
agreement-act-review = تسجيل مراجعة
agreement-act-end = إنهاؤه
agreement-act-drop = سحب المسودة
agreement-lead-suspend = يسري فوراً، هنا بموجب هذا الإجراء ولدى الأطراف الأخرى بموجب رسالتنا. ولا ينهيه إلا العضو الذي تتبعه.
agreement-lead-reinstate = ما ينتظر يُرسل من تلقاء نفسه، وما لم يُقرأ يُقرأ.
agreement-lead-review = تستحق المراجعة التالية بعد هذه المراجعة بعدد الأشهر الذي تنص عليه الوثيقة.
agreement-lead-end = ينتهي بالنسبة لجميع الأطراف ولا يمكن إعادته. وما ذكره ينتظر ثلاثين يوماً ثم يُسحب.
agreement-lead-drop = لا يعلم بهذه المسودة أحد آخر، ولا يُبلَّغ بها أحد.
agreement-letter-suspend = أنه معلَّق، ومنذ متى، ولأي سبب، وإلى أي حد
agreement-letter-reinstate = أن تعليقنا انتهى، وسبب ذلك
agreement-letter-end = أنه انتهى، وسبب ذلك
agreement-letter-sign = الوثيقة حاملةً توقيعنا
agreement-letter-consent = أي عنصر يجوز نقله، وإلى من
agreement-criterion = السبب
agreement-criterion-n = { $n }. { $text }
agreement-suspend-criterion = السبب الوارد في الوثيقة
agreement-suspend-purposes = لبعض الأغراض فقط
agreement-suspend-data = لبعض البيانات فقط
agreement-suspend-part-hint = يُترك بلا تأشير لتعليق الكل.
agreement-suspend-why = ما حدث
agreement-suspend-why-hint = يقرأ ذلك كل طرف. يُرجى عدم تسمية أي شخص وعدم ذكر أي شيء من قضية.
agreement-reinstate-why = لماذا يجوز استمراره
agreement-reinstate-why-hint = يقرأ ذلك كل طرف. يُرجى عدم تسمية أي شخص وعدم ذكر أي شيء من قضية.
agreement-review-found = ما تبيّن
agreement-review-found-hint = هل تُراعى الشروط، وما الذي ينبغي تغييره، وأين يوجد التقرير. ويبقى ذلك لدى العضو الذي تتبعه.
agreement-end-why = سبب إنهائه
agreement-end-why-hint = يقرأ ذلك كل طرف. يُرجى عدم تسمية أي شخص وعدم ذكر أي شيء من قضية.
agreement-consent = السماح بنقل عنصر إلى جهة أخرى
agreement-consent-body = من لديه عنصر منك لا ينقله إلى غيره إلا بموافقتك. وتُعطى الموافقة من صفحة مادة الإثبات تلك.

agreement-sign-title = توقيع:
agreement-sign-lead = هذا ما يلتزم به العضو الذي تتبعه. يُرجى قراءته كله. وما يُوقَّع هو الوثيقة الواردة أدناه، بايتاً بايتاً.
agreement-sign-document = الوثيقة
agreement-sign-compare = يُرجى مقارنة البصمة الرقمية مع الأطراف الأخرى بطريق آخر، هاتفياً أو على الورق، قبل التوقيع.
agreement-sign-outdated = عرض النموذج وثيقة غير الوثيقة الموجودة هنا. ولم يُوقَّع شيء. يُرجى قراءة هذه الوثيقة.
agreement-sign-not = لا يمكنك توقيعه الآن
agreement-sign-not-body = إما أن العضو الذي تتبعه قد وقّع، أو أن الاتفاق انتهى، أو أن التوقيع من شأن وظيفة أخرى.
agreement-sign-unit = يُوقَّع بمفتاح وحدتك، { $unit }.

agreement-consent-title = السماح بنقل:
agreement-consent-lead = بهذا توافق على أن ينقل عضو واحد هذا العنصر إلى عضو آخر واحد. ولا يمكن التراجع عن ذلك: فما نُقل قد نُقل.
agreement-consent-nothing = لا يتطلب أي اتفاق موافقتك على هذا العنصر: إذ لا أحد حصل عليه منك بموجب اتفاق يسمح بالنقل.
agreement-consent-agreement = بموجب أي اتفاق
agreement-consent-under = بموجب «{ $title }»
agreement-consent-held-by = حصل عليه منك: { $members }
agreement-consent-to = إلى من يجوز نقله
agreement-consent-to-hint = إلى هذا العضو دون غيره.
agreement-consent-parties = كل طرف آخر في الاتفاق
agreement-consent-button = الموافقة
agreement-consent-link = السماح لمن حصل عليه منا بنقله

agreement-draft-heading = تحرير مسودة اتفاق
agreement-draft-lead = لا يعلم أحد آخر بالمسودة. ويقرؤها ويوقّعها موظف آخر لدى العضو الذي تتبعه؛ ثم يحصل عليها كل طرف، وتصبح ملزِمة متى وقّع الجميع. ولا تُغيَّر المسودة: بل تُسحب وتُحرَّر من جديد.
agreement-draft-button = تدوينها
agreement-draft-title = الاسم
agreement-draft-title-hint = الاسم المتداول، في سطر واحد.
agreement-draft-basis = الأساس القانوني
agreement-draft-basis-hint = النص القانوني الذي يستند إليه.
agreement-draft-parties = الأطراف الأخرى
agreement-draft-parties-hint = العضو الذي تتبعه طرف دائماً.
agreement-draft-purposes = الأغراض
agreement-draft-purposes-hint = يجوز استخدام البيانات لهذه الأغراض دون غيرها.
agreement-draft-data = البيانات
agreement-draft-ways = من يقدّم ولمن
agreement-draft-directions = الاتجاهات، إذا كانت مدرجة
agreement-draft-directions-hint = سطر لكل اتجاه، ويُذكر المقدِّم أولاً: fr-tj > ie-ca
agreement-draft-onward = النقل إلى جهات أخرى
agreement-draft-retention-days = عدد الأيام التي يجوز الاحتفاظ به خلالها
agreement-draft-retention-days-hint = من 1 إلى { $n }.
agreement-draft-evidence-stays = هل يجوز أن تبقى أدلة قضية منظورة إلى أن تنتهي تلك القضية؟
agreement-draft-safeguards = الضمانات
agreement-draft-safeguards-hint = سطر لكل ضمانة، وعدد الأسطر الأقصى { $n }.
agreement-draft-impact-reference = مكان وجود تقييم الأثر
agreement-draft-impact-reference-hint = لا اتفاق بدونه.
agreement-draft-impact-on = يوم آخر استعراض له
agreement-draft-review-every-months = عدد الأشهر بين مراجعتين
agreement-draft-review-every-months-hint = من 1 إلى { $n }.
agreement-draft-valid-from = اليوم الأول
agreement-draft-last-day = اليوم الأخير
agreement-draft-last-day-hint = العدد الأقصى للأيام بعد اليوم الأول: { $n }. ومتى انقضى، انتهى الاتفاق من تلقاء نفسه.
agreement-draft-criteria = الأسباب التي تجيز لطرف تعليقه
agreement-draft-criteria-hint = سطر لكل سبب، وعدد الأسطر الأقصى { $n }. ويسمّي التعليق واحداً منها.
agreement-draft-preservation = هل تستمر طلبات حفظ البيانات أثناء تعليقه؟
agreement-member = { $id } · { $name }
agreement-ways-both = كل طرف إلى كل طرف آخر
agreement-ways-give = نحن فقط إلى الآخرين
agreement-ways-get = الآخرون فقط إلينا
agreement-ways-listed = كما هو مدرج أدناه

held-heading = { $n ->
    [zero] لا رسائل بهذا الشأن تنتظر بسبب اتفاق
    [one] رسالة بهذا الشأن تنتظر بسبب اتفاق
    [two] رسالتان بهذا الشأن تنتظران بسبب اتفاقات
    [few] { $n } رسائل بهذا الشأن تنتظر بسبب اتفاقات
    [many] { $n } رسالة بهذا الشأن تنتظر بسبب اتفاقات
   *[other] { $n } رسالة بهذا الشأن تنتظر بسبب اتفاقات
  }
held-all = جميع الرسائل التي لم تصل
held-since = منذ
held-ends-at = ينتهي من تلقاء نفسه في { $at }.
held-ends-consent = يحتاج إلى موافقة { $members }.
held-ends-never = لا يمكن لأحد رفع هذا. وعلى أساس آخر، تُكتب رسالة جديدة.
held-ends-only = لا يمكن أن ينهي هذا إلا { $members }.

# What happened to one.
event-agreement-drafted = حُرّرت مسودته
event-agreement-received = ورد من طرف آخر
event-agreement-signed = وقّعه طرف
event-agreement-suspended = علّقه طرف
event-agreement-reinstated = انتهى تعليق
event-agreement-ended = أنهاه طرف
event-agreement-consented = وافق طرف على نقل عنصر
event-agreement-reviewed = جرى استعراضه من جديد
event-agreement-expired = انقضت مدته
