# The law a node applies: instruments, periods, grounds, ways from state to state, lists of words.

law-title = القانون
law-lead = هذه هي القواعد التي تعمل بها هذه العقدة. وترد كل قاعدة مع مادتها. وحيثما لم يجرِ التحقق من الصياغة بعد مقارنةً بالنص المنشور، تذكر القاعدة ذلك.
law-to-ways = ما هي الطرق المتاحة من دولة إلى أخرى؟
law-none = لا شيء.
law-instruments = الصكوك
law-instrument = الصك
law-standing = الوضع
law-kinds = التدابير
law-n-kinds = { $n ->
    [zero] لا شيء
    [one] نوع واحد
    [two] نوعان
    [few] { $n } أنواع
    [many] { $n } نوعاً
   *[other] { $n } نوع
  }
law-pack = الصيغة المحمَّلة هنا
law-lists = قوائم المفردات
law-list = القائمة
law-n-words = المفردات
law-mark = الصياغة
law-version = الصيغة المحمَّلة هنا

standing-in_force = نافذ
standing-not_in_force = غير نافذ
standing-by_agreement = بين من اتفقوا عليه

law-official = العنوان الرسمي
law-from = ابتداءً من
law-until = حتى
law-source = النشر
law-known = آخر اطّلاع على الوضع
law-digest = البصمة الرقمية للرزمة
law-otherwise = حيث لا يكون ملزِماً

law-parties = الدول
law-parties-all = جميع الدول الملزَمة مدرجة. والدولة غير المدرجة غير ملزَمة.
law-parties-some = بعض الدول مدرجة. ولا يُعرف هنا شيء عن دولة غير مدرجة.
law-parties-none = لا دولة مدرجة. ولا يُعرف هنا ما إذا كانت دولة ما ملزَمة.
law-parties-unknown = لا يُعرف هنا شيء عن:
law-n-parties = { $n ->
    [zero] لا دول
    [one] دولة واحدة
    [two] دولتان
    [few] { $n } دول
    [many] { $n } دولة
   *[other] { $n } دولة
  }
law-state = الدولة
law-where = المادة
law-declared = التحفظات والإعلانات
law-says = مضمونها

law-issuers = من يجوز له الإصدار
law-kind = التدبير
law-data = البيانات
law-anybody = أي شخص
law-alone = يُصدر بمفرده
law-validated = يصادق لغيره
law-emergency = في حالة الطوارئ
law-emergency-yes = يجوز أن تكون المصادقة لاحقة
law-all-kinds = الكل
law-any-data = أي بيانات

law-clocks = المهل
law-clock = المهلة
law-period = المدة
law-starts = تبدأ بـ
law-end-does = ما يترتب على انتهائها
law-duties = واجبات غير محددة بعدد
law-duty = الواجب
law-owed-by = المُلزَم به
law-standard = متى
duties-heading = واجبات غير محددة بعدد
duties-standing = وضعه
duty-standing-held = لا يجوز القيام به بعد
duty-standing-lasts = مستمر منذ
duty-standing-lies = متى حدث ذلك
duty-standing-met = استُوفي في
duty-standing-not-yet = ليس بعد
duty-standing-over = انتهى
duty-standing-owed = واجب منذ
duty-standing-unmet = لم يُستوفَ؛ واجب منذ
duty-standing-waits = لا يجوز القيام به قبل
law-grounds = مسوّغات الرفض
law-ground = المسوّغ
law-raised-by = من يثيره
law-stage = في أي مرحلة
law-does = أثره
law-letters = الرسائل
law-letter = الرسالة
law-by = من
law-to = إلى

law-word = المفردة
law-blocks = يلزمه رضا الجهة المنشئة
law-blocks-disclose = للكشف
law-blocks-transmit = للإحالة
law-blocks-use_in_evidence = للاستخدام كدليل

law-list-admiralty = التقييم: مقياس الأميرالية
law-list-data-categories = فئات البيانات
law-list-evaluation = التقييم: نظام 4x4 لليوروبول
law-list-handling = رموز التعامل
law-list-offences = الجرائم
law-list-pap = بروتوكول الإجراءات المسموح بها
law-list-tlp = بروتوكول الإشارة الضوئية
law-list-uk-3x5x2 = التقييم: 3x5x2

scheme-alias = تُسمّى أيضاً
scheme-annex_iv = المرفق IV (الاتحاد الأوروبي)
scheme-article_5_4 = المادة 5(4) (الاتحاد الأوروبي)
scheme-coe_budapest = اتفاقية بودابست
scheme-eu_dsa = قانون الخدمات الرقمية
scheme-europol = اليوروبول
scheme-interpol = الإنتربول
scheme-other_treaty = معاهدة أخرى
scheme-un_cybercrime = اتفاقية الأمم المتحدة

party-addressee = المخاطَب
party-body = هيئة تسوية المنازعات
party-commission = المفوضية الأوروبية
party-content_provider = مقدّم المحتوى
party-controller = المتحكم في البيانات
party-coordinator = منسّق الخدمات الرقمية
party-EA = سلطة الإنفاذ
party-IA = السلطة المُصدِرة
party-MS = الدولة العضو
party-person = الشخص المعني
party-processor = معالِج البيانات
party-recipient = متلقي الخدمة
party-requested = الدولة متلقية الطلب
party-requester = من يطلب التدقيق
party-requesting = الدولة الطالبة
party-supervisor = السلطة الإشرافية
party-team = الفريق المشترك

law-period-agreed = حتى التاريخ المتفق عليه أو المطلوب
law-period-elapsed-hours = { $n ->
    [zero] 0 ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
  }، دون أي إضافة
law-period-fixed-date = تاريخ محدد من السنة
law-period-national-addressee = وفقاً لما ينص عليه قانون دولة المخاطَب
law-period-national-issuing = وفقاً لما ينص عليه قانون الدولة المُصدِرة
law-period-none = لا يحدد القانون عدداً
law-period-plain-days = { $n ->
    [zero] 0 يوم تقويمي
    [one] يوم تقويمي واحد
    [two] يومان تقويميان
    [few] { $n } أيام تقويمية
    [many] { $n } يوماً تقويمياً
   *[other] { $n } يوم تقويمي
  }
law-period-plain-months = { $n ->
    [zero] 0 شهر تقويمي
    [one] شهر تقويمي واحد
    [two] شهران تقويميان
    [few] { $n } أشهر تقويمية
    [many] { $n } شهراً تقويمياً
   *[other] { $n } شهر تقويمي
  }
law-period-plain-weeks = { $n ->
    [zero] 0 أسبوع تقويمي
    [one] أسبوع تقويمي واحد
    [two] أسبوعان تقويميان
    [few] { $n } أسابيع تقويمية
    [many] { $n } أسبوعاً تقويمياً
   *[other] { $n } أسبوع تقويمي
  }
law-period-r1182-days = { $n ->
    [zero] 0 يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يوماً
   *[other] { $n } يوم
  } (اللائحة 1182/71)
law-period-r1182-hours = { $n ->
    [zero] 0 ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
  } (اللائحة 1182/71)
law-period-r1182-months = { $n ->
    [zero] 0 شهر
    [one] شهر واحد
    [two] شهران
    [few] { $n } أشهر
    [many] { $n } شهراً
   *[other] { $n } شهر
  } (اللائحة 1182/71)
law-period-r1182-weeks = { $n ->
    [zero] 0 أسبوع
    [one] أسبوع واحد
    [two] أسبوعان
    [few] { $n } أسابيع
    [many] { $n } أسبوعاً
   *[other] { $n } أسبوع
  } (اللائحة 1182/71)
law-period-r1182-working-days = { $n ->
    [zero] 0 يوم عمل
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $n } أيام عمل
    [many] { $n } يوم عمل
   *[other] { $n } يوم عمل
  } (اللائحة 1182/71)

law-when-at-latest-from-the-date-of-the-restriction = في أجل أقصاه تاريخ فرض القيد
law-when-at-the-same-time = في الوقت نفسه
law-when-at-the-time-of-effect-or-as-the-order-says = عند إعطاء الأمر أثره، أو حسبما ينص عليه الأمر
law-when-before-the-act = قبل القيام بالإجراء
law-when-expeditiously = على وجه السرعة
law-when-immediately = فوراً
law-when-promptly = دون إبطاء
law-when-rapidly-expedited = بسرعة معجّلة
law-when-until-ended = إلى أن يُنهى
law-when-without-delay = دون تأخير
law-when-without-undue-delay = دون تأخير لا مبرر له

stage-notification = بعد الإشعار
stage-execution = عند التنفيذ
stage-enforcement = عند الإنفاذ
ground-effect-stop = يوقف التدبير
ground-effect-partial = يوقف جزءاً، أو يضع شروطاً
ground-effect-suspend = يعلّق التدبير
ground-effect-inform = يُبلَّغ الجانب الآخر

declared-competent_authorities = السلطات المختصة
declared-contact_point = جهة الاتصال
declared-central_authority_signoff = توقّع سلطة مركزية أولاً
declared-dual_criminality_reserved = تُشترط ازدواجية التجريم
declared-exclude_article = لا تنطبق مادة معيّنة
declared-exclude_data_category = لا تُقدَّم هذه البيانات
declared-languages_accepted = اللغات المقبولة:
declared-require_authority_kind = لا يجوز الإصدار إلا لبعض السلطات
declared-require_followup_request = يجب أن يتبعه طلب
declared-require_notification = تُبلَّغ سلطة في الوقت نفسه
declared-require_prior_use_of = تُجرَّب طريقة أخرى أولاً

ways-title = ما هي الطرق المتاحة؟
ways-lead = ما هي التدابير المؤدية من دولة إلى أخرى، وما يشترطه كل منها، وكل سبب يحول دون غيره. والترتيب حسب أقصر مهلة قانونية؛ وهو ليس مشورة في قضية بعينها.
ways-from = الدولة الطالبة
ways-from-wrong = يُرجى اختيار الدولة الطالبة.
ways-to = دولة المتلقي
ways-to-wrong = يُرجى اختيار دولة المتلقي.
ways-for = لأي غاية
ways-for-wrong = يُرجى اختيار الغاية.
ways-data = البيانات
ways-data-wrong = فئات البيانات هذه غير معروفة.
ways-on = يوم الإصدار
ways-on-wrong = يُرجى كتابة اليوم على هيئة سنة وشهر ويوم.
ways-emergency = حالة الطوارئ
ways-emergency-yes = هذه حالة طوارئ
ways-button = عرض الطرق
ways-none = لا طريق محمَّلاً هنا يمكن سلوكه.
ways-admissible = يمكن سلوكها
ways-undetermined = غير معروفة هنا
ways-excluded = لا طريق
ways-goes-to = توجَّه إلى
ways-issuers = يُصدرها
ways-validated = غيرهم مع المصادقة
ways-validated-later = في حالة الطوارئ يجوز أن تكون المصادقة لاحقة
ways-language = اللغة
ways-form = النموذج
ways-answer = أجل الرد
ways-notified = الإشعار
ways-notified-yes = سلطة في الدولة المتلقية، في الوقت نفسه
ways-grounds = يجوز رفضها بسبب
ways-conditions = شروط الدولة المتلقية

aim-confiscation = المصادرة
aim-evidence = جمع الأدلة بطريقة أخرى
aim-freezing = تجميد الممتلكات
aim-information = معلومات لم يطلبها أحد
aim-joint_investigation = التحقيق المشترك
aim-preservation = حفظ البيانات
aim-production = تقديم البيانات
aim-removal = إزالة المحتوى
aim-supervision = إبلاغ سلطة إشرافية

channel-authority = سلطة في الدولة الأخرى
channel-central_authority = السلطة المركزية في الدولة الأخرى
channel-contact_point = جهة الاتصال التي تجيب ليلاً ونهاراً
channel-provider = مقدّم الخدمة نفسه
channel-supervisor = السلطة الإشرافية لحماية البيانات

language-accepted_or_translated = لغة يقبلها المتلقي، أو مع ترجمة إلى إحداها
language-as_agreed = حسب اتفاق الجانبين
language-declared_by_provider = لغة أعلنها مقدّم الخدمة، وإلا فلغة رسمية لدولته
language-declared_by_state = لغة تقبلها دولة التنفيذ
language-of_requested_state = لغة الدولة متلقية الطلب

obstacle-data_not_covered = لا يشمل جميع هذه البيانات
obstacle-domestic = الدولتان دولة واحدة
obstacle-emergency_only = لحالات الطوارئ فقط
obstacle-instrument_not_in_force = غير نافذ في ذلك اليوم
obstacle-not_to_this_state = يؤدي إلى دول أخرى فقط
obstacle-reservation_excludes = يستبعده تحفّظ
obstacle-state_not_bound = إحدى الدول غير ملزَمة
obstacle-status_not_loaded = لا يُعرف هنا ما إذا كان ملزِماً

trigger-arbitration-requested = طُلب تحكيم مشترك
trigger-aware = عُلم بالخرق
trigger-certified = اعتُمدت الهيئة
trigger-complaint-received = استُلمت الشكوى
trigger-confirmation-received = استُلم تأكيد الطلب اللاحق
trigger-consultation-received = استُلمت المشاورة
trigger-copy-received = استُلمت النسخة المخصصة لسلطة المقر
trigger-decided = بُتّ في الاعتراف
trigger-enforcement-received = استُلم الأمر من أجل الإنفاذ
trigger-exposure-received = استُلم القرار المتعلق بالتعرض
trigger-frozen = جُمّدت الممتلكات
trigger-impossibility-received = استُلم النموذج المتعلق بتعذّر التنفيذ
trigger-information-complete = استُلمت آخر المعلومات الناقصة
trigger-information-requested = استُلم طلب معلومات
trigger-informed = قُدّمت المعلومات التي يوجبها النص
trigger-issued = صدر التدبير
trigger-ordered = صدر أمر داخلي
trigger-period-ended = انتهت المهلة السابقة لهذه المهلة
trigger-preserved = حُفظت البيانات
trigger-received = استُلم التدبير
trigger-removed = أُزيل المحتوى أو عُطّل
trigger-renewed = جُدّد الطلب
trigger-requested = قُدّم الطلب
trigger-scrutiny-requested = استُلم طلب تدقيق
trigger-secrecy-decided = تقرر عدم الإفشاء
trigger-served = بُلّغ الأمر إلى مقدّم الخدمة
trigger-signed = وُقّع الاتفاق
trigger-uploaded = حُمّلت البيانات
trigger-year-end = انتهت السنة التقويمية
