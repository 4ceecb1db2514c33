# Letters about a measure, and acts that ask for little.

letters-heading = الرسائل
letters-we = كتبنا
letters-late = متأخرة
letters-says-what = مضمونها
letters-open = الرسائل التي يمكنك كتابتها الآن
letters-form = الرسالة
letters-to = إلى
letters-does = ما يترتب عليها
letters-or = أو
letters-depends = يتوقف على الإجابات
letters-nobody = لا أحد في هذه الشبكة؛ وتُدرج في السجل
letters-not-now = { $n ->
    [zero] لا رسائل تتعذّر كتابتها الآن
    [one] رسالة واحدة تتعذّر كتابتها الآن
    [two] رسالتان تتعذّر كتابتهما الآن
    [few] { $n } رسائل تتعذّر كتابتها الآن
    [many] { $n } رسالة تتعذّر كتابتها الآن
   *[other] { $n } رسالة تتعذّر كتابتها الآن
  }
letters-if = فقط إذا: { $what }
letters-after = فقط بعد: { $what }
letters-ends = تسوّي: { $what }
letters-says = «{ $field }» هو «{ $answer }»
letters-answered = أُجيب عن «{ $field }»

letter-over = الرسالة
letter-about = الموضوع
letter-follows = ما يترتب على إرسالها
letter-enforcing = السلطة المطلوب منها
letter-enforcing-hint = لم تُشعَر أي سلطة بهذا التدبير. وتحصل السلطة على نسخة كاملة منه مع هذه الرسالة.
letter-leaves = رسالة موقَّعة «{ $form }»، تتضمن الإجابات المخصصة لقارئها
letter-stale = لم يُرسل شيء، وكل ما كتبته مبيّن أدناه. يُرجى الاطلاع على المستجدات في صفحة التدبير، ثم الإرسال من جديد.
letter-button = التوقيع والإرسال

consequence-acknowledge = يُثبَت الاستلام
    .help = لا يتغيّر شيء آخر.
consequence-confirm = ما هو محفوظ يظل محفوظاً
    .help = يُحفظ حتى تقديمه، إذا وصلت هذه الرسالة في الوقت المحدد.
consequence-contest = يتوقف التدبير مؤقتاً
    .help = يتعارض معه قانون دولة أخرى، والمسألة قيد المراجعة.
consequence-decline = ينتهي التدبير
    .help = المطلوب منه لا ينفّذه، ولا يحتاج إلى مسوّغ.
consequence-end = ينتهي التدبير
    .help = لا حاجة إلى مواصلته.
consequence-enforce = يُطلب الإنفاذ
    .help = يُطلب من سلطة دولة المخاطَب إنفاذ التدبير.
consequence-extend = تسري مدة أطول
    .help = لا يُعتد بها إلا إذا وصلت قبل انقضاء المدة الأولى.
consequence-hold-for-request = ما هو محفوظ يظل محفوظاً
    .help = يُحفظ إلى أن يُبَتّ في الطلب الذي يليه.
consequence-impossible = ينتهي التدبير
    .help = تنفيذه متعذّر نهائياً.
consequence-inform = يُبلَّغ القارئ
    .help = لا يترتب شيء آخر.
consequence-pass-on = ينتقل التدبير إلى سلطة أخرى
    .help = هي مختصة في الدولة نفسها وقد آل إليها التدبير الآن.
consequence-perform = نُفِّذ التدبير
    .help = لا يوجد ما يُسلَّم.
consequence-postpone = يتوقف التدبير مؤقتاً
    .help = اعتُرف به وسيُنفَّذ لاحقاً.
consequence-recognize = اعتُرف بالتدبير
    .help = سيُنفَّذ.
consequence-resume = يستمر التدبير
    .help = سُوّي ما كان يعطله؛ والمهل التي تستوجب ذلك تسري من جديد.
consequence-suspend = يتوقف التدبير مؤقتاً
    .help = هناك نقص أو خطأ، ويتوقف الواجب إلى أن يتضح ذلك.
consequence-undo = يُلغى ما تم
    .help = لم يعد للتدبير أي أثر.
consequence-withdraw = ينتهي التدبير
    .help = سُحب في كل مكان.

plain-acts-heading = المزيد
plain-heading-acknowledge = إثبات الاستلام
plain-lead-acknowledge = بهذا تُثبت استلام الأمر ووقت استلامه. ولا يتغيّر شيء آخر.
plain-button-acknowledge = إرسال: تم الاستلام
plain-letter-acknowledge = رسالة موقَّعة تثبت الاستلام
plain-heading-complete = إنهاء التدبير باعتباره مكتملاً
plain-lead-complete = حصلت على ما طلبته. ولا يمكن أن يتبع شيء في هذا التدبير.
plain-button-complete = إكمال
plain-heading-withdraw = سحب التدبير
plain-lead-withdraw = يُبلَّغ كل متلقٍّ، وينتهي التدبير. وما قُدِّم يبقى في مكانه: أما مصيره فتبيّنه رسالة السحب التي ينص عليها القانون، حيثما وُجدت. ولا يمكنك التراجع عن ذلك.
withdraw-why = السبب
withdraw-why-hint = يقرؤه كل متلقٍّ.
plain-button-withdraw = إرسال: تم السحب
plain-letter-withdraw = رسالة موقَّعة تفيد بسحب التدبير
plain-heading-validate = المصادقة
plain-lead-validate = بهذا تصادق على المسودة كما هي مبيّنة أعلاه بالضبط. ومن يغيّرها بعد ذلك يُبطل هذه المصادقة.
plain-button-validate = المصادقة على هذه المسودة
plain-heading-countersign = التوقيع بالإضافة
plain-lead-countersign = يشترط القانون أكثر من توقيع واحد. وبهذا توقّع المسودة كما هي مبيّنة أعلاه بالضبط.
plain-button-countersign = توقيع هذه المسودة
act-take = له أثر
act-decline = ليس له أثر
act-noted = أُحيط علماً
