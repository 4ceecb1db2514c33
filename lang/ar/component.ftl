# The parts of pages: time, periods, forms, faults.

size-bytes = { $n ->
    [zero] 0 بايت
    [one] بايت واحد
    [two] بايتان
    [few] { $shown } بايت
    [many] { $shown } بايت
   *[other] { $shown } بايت
  }
size-kib = { $n } KiB
size-mib = { $n } MiB
size-gib = { $n } GiB

civil-date = { $day } { $month } { $year }
instant = { $date }، { $time } { $zone }
month-1 = كانون الثاني/يناير
month-2 = شباط/فبراير
month-3 = آذار/مارس
month-4 = نيسان/أبريل
month-5 = أيار/مايو
month-6 = حزيران/يونيه
month-7 = تموز/يوليه
month-8 = آب/أغسطس
month-9 = أيلول/سبتمبر
month-10 = تشرين الأول/أكتوبر
month-11 = تشرين الثاني/نوفمبر
month-12 = كانون الأول/ديسمبر

time-left = يتبقى { $length }
time-over = مضى { $length }
length-days = { $days ->
    [zero] 0 يوم
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يوماً
   *[other] { $days } يوم
  }
length-days-hours = { $days ->
    [zero] 0 يوم
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يوماً
   *[other] { $days } يوم
  } و{ $hours } س
length-hours-minutes = { $hours } س و{ $minutes } د
length-minutes = { $minutes } د

article = المادة { $cite }
annex = المرفق { $place }
cite-itself = { $cite }

# Periods of law. strict is the target to work by, legal latest the last lawful instant.
clocks-none = لا تسري أي مهلة.
clock-strict = الموعد المستهدف (strict)
clock-legal-latest = آخر لحظة جائزة قانوناً (legal_latest)
clock-strict-and-latest = الموعد المستهدف وآخر لحظة جائزة قانوناً
clock-gate-opens = يُفتح
clock-last-day = اليوم الأخير
clock-met-at = أُنجز
clock-effect = ما يترتب على انتهائها
clock-calendar = التقويم
clock-ours = على جانبك أن يتصرف
clock-theirs = على الجانب الآخر أن يتصرف
clock-contested = محل خلاف
clock-positions = يمكن قراءة القانون هنا على أكثر من وجه. والقراءة الأولى هي التي تعمل بها العقدة.
clock-position-none = لا لحظة محددة
clock-undetermined = يتعذّر الحساب
clock-no-instant = لا يحدد القانون لحظة
clock-met = أُنجز في الوقت المحدد
clock-met-late = أُنجز متأخراً
clock-used = استُعمل الحق
clock-used-late = استُعمل الحق بعد فوات الأوان
clock-open = مفتوح
clock-open-and-owed = مفتوح وواجب، { $left }
clock-open-and-due = مفتوح ومستحق الآن
clock-closed = لا يجوز خروج البيانات بعد، { $left }
clock-past-target = فات الموعد المستهدف، { $left }
clock-deadline-running = { $left }
clock-deadline-over = فات الأجل، { $left }
clock-window-running = يجوز استعمال الحق، { $left }
clock-window-over = سقط الحق، { $left }
clock-gate-running = سيُفتح، { $left }
clock-gate-over = مفتوح، { $left }
clock-hold-running = يجب الحفظ، { $left }
clock-hold-over = انتهت مدة الحفظ، { $left }
clock-ceiling-running = كحد أقصى، { $left }
clock-ceiling-over = بُلغ الحد الأقصى، { $left }

effect-breach = يُعدّ الواجب مُخلّاً به.
effect-ceases = يجوز التخلي عمّا كان محفوظاً.
effect-enforcement_route_opens = يجوز طلب الإنفاذ.
effect-exempt = يتحلل الطرف من الواجب.
effect-gate_opens = ما كان محظوراً يصبح جائزاً وواجباً.
effect-late_with_reasons = يظل الإجراء واجباً، مع بيان أسباب التأخير.
effect-minimum_hold_ends = انقضت أقصر مدة للحفظ؛ ويقرر شخص ما يلي.
effect-none = لا يترتب شيء بموجب القانون.
effect-not_yet_allowed = لم يحن الوقت بعد.
effect-overdue_inform_issuer = تُبلَّغ السلطة المُصدِرة بالتأخير.
effect-preserve_until_decision = تُحفظ البيانات حتى صدور القرار.
effect-preserve_until_produced = تُحفظ البيانات حتى تقديمها.
effect-report_due = يجب تقديم تقرير.
effect-right_lapses = ينقضي الحق.
effect-secrecy_ends = يجوز إخطار الشخص المعني.
effect-still_suspended = يظل التدبير معلَّقاً؛ ولا ينتهي شيء من تلقاء نفسه.
effect-withdraw_and_delete_or_restrict = يُسحب الأمر، وتُحذف البيانات أو يُقيَّد استخدامها.

reason-fact_missing = هناك واقعة تتوقف عليها المهلة وهي غير معروفة هنا.
reason-holiday_calendar_not_loaded = تقويم العطل الرسمية اللازم غير محمَّل.
reason-instrument_not_in_force = الصك غير نافذ في ذلك التاريخ.
reason-national_law_not_loaded = تخضع المهلة لقانون وطني غير محمَّل.
reason-national_law_of_issuing_authority_not_loaded = تخضع المهلة لقانون دولة السلطة المُصدِرة، وهو غير محمَّل.
reason-no_fixed_period = لا يحدد النص عدداً.
reason-reservation_excludes = استبعد تحفّظٌ هذه القاعدة.
reason-state_not_bound = الدولة غير ملزَمة.
reason-time_zone_not_known = المنطقة الزمنية للطرف الذي عليه أن يتصرف غير معروفة.
reason-trigger_not_occurred = لم يحدث ما تبدأ به المهلة.

needs-fact = المطلوب: الواقعة { $fact }.
needs-state = يتعلق بالدولة { $state }.
needs-year = يتعلق بالسنة { $year }.
needs-from = يوجد جواب ابتداءً من { $date }.

counting-agreed = حسب الاتفاق
counting-elapsed-hours = ساعات من تلك اللحظة، دون أي إضافة
counting-fixed-date = نهاية تاريخ محدد من السنة
counting-national-addressee = وفقاً لقانون دولة المخاطَب
counting-national-issuing = وفقاً لقانون دولة السلطة المُصدِرة
counting-none = لا يحدد القانون عدداً
counting-plain-days = أيام تقويمية، دون أي ترحيل
counting-plain-months = أشهر تقويمية، دون أي ترحيل
counting-plain-weeks = أسابيع تقويمية، دون أي ترحيل
counting-r1182-days = أيام بموجب اللائحة 1182/71
counting-r1182-hours = ساعات بموجب اللائحة 1182/71
counting-r1182-months = أشهر بموجب اللائحة 1182/71
counting-r1182-weeks = أسابيع بموجب اللائحة 1182/71
counting-r1182-working-days = أيام عمل بموجب اللائحة 1182/71

mark-verified = جرى التحقق من الصياغة
mark-memory = لم يجرِ التحقق من الصياغة بعد

# Forms.
leaves-heading = ما يغادر هذه العقدة
leaves-nothing = لا يغادر هذه العقدةَ شيء عند إرسال هذا النموذج.
defects-heading = { $n ->
    [zero] لا توجد عيوب
    [one] يوجد عيب واحد
    [two] يوجد عيبان
    [few] توجد { $n } عيوب
    [many] يوجد { $n } عيباً
   *[other] يوجد { $n } عيب
  }
form-refused = تعذّر القيام بهذا
choose-none = بلا إجابة
wrong-lead = لم يُحفظ شيء بعد. ما كتبته مبيّن أدناه؛ يُرجى تصحيح هذه الإجابات ثم الحفظ من جديد.
wrong-choose = أجاب موظفان عن هذا السؤال؛ يُرجى بيان الإجابة المعتمدة
wrong-needed = يلزم تقديم إجابة
wrong-unfit = هذا لا يتوافق مع ما اختير؛ يُرجى حذف أحدهما
wrong-country = «{ $text }» ليس رمز دولة؛ يُرجى كتابته على هذا النحو: FR
wrong-date = «{ $text }» ليس تاريخاً؛ يُرجى كتابته بصيغة ISO 8601: 2027-03-08
wrong-instant = «{ $text }» ليس لحظة زمنية؛ يُرجى كتابتها مع فارق التوقيت، بصيغة ISO 8601: 2027-03-08T10:00:00+01:00
wrong-invisible = يتضمن النص رمز تحكم؛ يُرجى كتابته من جديد كنص عادي
wrong-money = «{ $text }» ليس مبلغاً؛ يُرجى كتابة العدد ثم رمز العملة على هذا النحو: 120.50 EUR
wrong-number = «{ $text }» ليس عدداً صحيحاً من 1 إلى { $n }
wrong-period = «{ $text }» ليس مدة؛ يُرجى كتابتها على هذا النحو: P3Y لثلاث سنوات أو P4M لأربعة أشهر
wrong-selector = «{ $text }» ليس معرِّفاً من نوع معروف؛ يُرجى كتابته على هذا النحو: { $example }
wrong-too-long = النص أطول من الحد الأقصى لعدد الأحرف وهو { $n }؛ يُرجى وضع الباقي في مرفق
wrong-too-many = { $n ->
    [zero] لا حاجة إلى إجابة؛ يُرجى وضع القائمة في مرفق
    [one] تكفي إجابة واحدة
    [two] إجابتان كحد أقصى؛ يُرجى وضع القائمة في مرفق
    [few] { $n } إجابات كحد أقصى؛ يُرجى وضع القائمة في مرفق
    [many] { $n } إجابة كحد أقصى؛ يُرجى وضع القائمة في مرفق
   *[other] { $n } إجابة كحد أقصى؛ يُرجى وضع القائمة في مرفق
  }
wrong-code = «{ $text }» ليس من الإجابات الممكنة
wrong-yes-no = «{ $text }» ليس نعم ولا لا
