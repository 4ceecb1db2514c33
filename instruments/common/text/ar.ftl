# Words every pack shares, in Arabic: faults of a form, and the sentences that explain a clock.

## Faults of a form

defect-answer-malformed = يُرجى الإجابة بنعم أو لا.
defect-answers-too-many = عدد الإجابات أكبر مما يجوز؛ يُرجى وضع القائمة في مرفق.
defect-code-unknown = هذه ليست من الإجابات الممكنة لهذا الحقل.
defect-contradicts-decision = لا يُذكر هذا إلا إذا اتُّخذ قرار ضد المحتوى.
defect-contradicts-data = هذا يطلب فئة من البيانات لم يصدر الأمر من أجلها.
defect-contradicts-emergency = هذا لا يتوافق مع مسار الأمر: حالة طوارئ أم لا.
defect-contradicts-issuing-state = الدولة المُصدِرة ليست هي الدولة التي صدر منها الأمر.
defect-contradicts-notification = هذا لا يتوافق مع الإشعار: يجب أن تتطابق مضامين الأقسام C وF وK.
defect-contradicts-track = هذا يذكر سرعة غير سرعة التدبير: يُرجى تغيير الإجابة أو السرعة.
defect-contradicts-proceedings = هذا السبيل مخصص لتنفيذ عقوبة فقط.
defect-contradicts-validation = لم تُسمَّ أي سلطة مصادقة.
defect-country-unknown = يُرجى ذكر الدولة برمزها المؤلف من حرفين.
defect-date-malformed = يُرجى ذكر التاريخ على هيئة سنة وشهر ويوم.
defect-field-missing = تتطلب المادة إجابة هنا.
defect-field-unknown = ليس في النموذج حقل كهذا.
defect-instant-ahead = لم تحلّ هذه اللحظة بعد.
defect-instant-malformed = يُرجى ذكر التاريخ والوقت وفارق التوقيت عن التوقيت العالمي المنسق.
defect-money-malformed = يُرجى ذكر المبلغ والعملة.
defect-notification-missing = تُشعَر السلطة ببيانات الحركة وبيانات المحتوى ما لم يُعتقد بقيام سببي الإعفاء كليهما بالنسبة لكل جريمة وكل شخص؛ يُرجى تسمية السلطة، أو بيان السببين في الملف.
defect-offence-below-threshold = لا تبلغ الجريمة الحد الأدنى المطلوب لبيانات الحركة وبيانات المحتوى.
defect-one-of-missing = يلزم ملء حقل واحد على الأقل من هذه الحقول.
defect-period-malformed = يُرجى ذكر المدة بالسنوات أو الأشهر أو الأيام.
defect-selector-malformed = يُرجى كتابة المعرِّف مسبوقاً بنوعه.
defect-text-invisible = يتضمن النص رموزاً لا يمكن عرضها؛ يُرجى كتابته من جديد.
defect-text-too-long = النص أطول مما يجوز؛ يُرجى وضع الباقي في مرفق.
defect-time-range-reversed = ينتهي النطاق قبل أن يبدأ.

## How a clock was counted

explain-starts = تبدأ المهلة بما يلي: { $at } ({ $cite }).
explain-counting-agreed = تسري حتى التاريخ المتفق عليه ({ $cite }).
explain-counting-elapsed-hours = تسري لمدة { $period ->
    [zero] 0 ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $period } ساعات
    [many] { $period } ساعة
   *[other] { $period } ساعة
  } من تلك اللحظة ({ $cite }).
explain-counting-fixed-date = تنتهي في تاريخ ثابت من السنة ({ $cite }).
explain-counting-national-addressee = تُحسب وفقاً لقانون دولة المخاطَب ({ $cite }).
explain-counting-national-issuing = تُحسب وفقاً لقانون دولة السلطة المُصدِرة ({ $cite }).
explain-counting-none = لا يحدد النص عدداً ({ $cite }).
explain-counting-plain-days = تسري لمدة { $period ->
    [zero] 0 يوم تقويمي
    [one] يوم تقويمي واحد
    [two] يومين تقويميين
    [few] { $period } أيام تقويمية
    [many] { $period } يوماً تقويمياً
   *[other] { $period } يوم تقويمي
  }؛ ولا يُرحَّل شيء ({ $cite }).
explain-counting-plain-months = تسري لمدة { $period ->
    [zero] 0 شهر تقويمي
    [one] شهر تقويمي واحد
    [two] شهرين تقويميين
    [few] { $period } أشهر تقويمية
    [many] { $period } شهراً تقويمياً
   *[other] { $period } شهر تقويمي
  }؛ ولا يُرحَّل شيء ({ $cite }).
explain-counting-plain-weeks = تسري لمدة { $period ->
    [zero] 0 أسبوع تقويمي
    [one] أسبوع تقويمي واحد
    [two] أسبوعين تقويميين
    [few] { $period } أسابيع تقويمية
    [many] { $period } أسبوعاً تقويمياً
   *[other] { $period } أسبوع تقويمي
  }؛ ولا يُرحَّل شيء ({ $cite }).
explain-counting-r1182-days = تسري لمدة { $period ->
    [zero] 0 يوم
    [one] يوم واحد
    [two] يومين
    [few] { $period } أيام
    [many] { $period } يوماً
   *[other] { $period } يوم
  }؛ ولا يُحسب يوم الحدث ({ $cite }).
explain-counting-r1182-hours = تسري لمدة { $period ->
    [zero] 0 ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $period } ساعات
    [many] { $period } ساعة
   *[other] { $period } ساعة
  }؛ ولا تُحسب ساعة الحدث، ولا يُرحَّل شيء بسبب عطل نهاية الأسبوع أو العطل الرسمية ({ $cite }).
explain-counting-r1182-months = تسري لمدة { $period ->
    [zero] 0 شهر
    [one] شهر واحد
    [two] شهرين
    [few] { $period } أشهر
    [many] { $period } شهراً
   *[other] { $period } شهر
  }؛ ولا يُحسب يوم الحدث ({ $cite }).
explain-counting-r1182-weeks = تسري لمدة { $period ->
    [zero] 0 أسبوع
    [one] أسبوع واحد
    [two] أسبوعين
    [few] { $period } أسابيع
    [many] { $period } أسبوعاً
   *[other] { $period } أسبوع
  }؛ ولا يُحسب يوم الحدث ({ $cite }).
explain-counting-r1182-working-days = تسري لمدة { $period ->
    [zero] 0 يوم عمل
    [one] يوم عمل واحد
    [two] يومي عمل
    [few] { $period } أيام عمل
    [many] { $period } يوم عمل
   *[other] { $period } يوم عمل
  } بعد يوم الحدث ({ $cite }).
explain-day-of-event = يقع الحدث في { $day }؛ ولا يُحسب ذلك اليوم (R1182 3(1)).
explain-hour-of-event = لا تُحسب الساعة التي بدأت في { $at } (R1182 3(1)).
explain-nominal = اليوم الأخير يكون { $day }.
explain-skipped-weekend = يوم { $day } عطلة نهاية أسبوع، ولذلك تُرحَّل النهاية (R1182 3(4)).
explain-skipped-holiday = يوم { $day } عطلة رسمية، { $name }، ولذلك تُرحَّل النهاية (R1182 2(1), 3(4)).
explain-uncounted-weekend = يوم { $day } عطلة نهاية أسبوع وليس يوم عمل (R1182 2(2)).
explain-uncounted-holiday = يوم { $day } عطلة رسمية، { $name }، وليس يوم عمل (R1182 2(2)).
explain-added-day = يوم { $day } لا يكفي: إذ تتضمن المهلة البالغة يومين أو أكثر يومي عمل على الأقل (R1182 3(5)).
explain-ends = تنتهي بانتهاء يوم { $day } في الساعة 24:00، أي { $at }؛ والإجراء المتخذ في تلك اللحظة يكون في الوقت المحدد.
explain-source = القاعدة هي المادة { $cite }، { $source }، { $date }؛ العلامة: { $mark }.
explain-moved = يُرحَّل اليوم الأخير إلى { $last_day }: فالمهلة لا تنتهي في عطلة نهاية الأسبوع أو في عطلة رسمية.
explain-deadline = يجب القيام بالإجراء في أجل أقصاه { $latest }.
explain-window = يجوز استعمال الحق حتى { $latest }.
explain-hold = يُحفظ الشيء حتى { $latest } على الأقل.
explain-gate = لا يجوز تسليم شيء قبل { $opens }.
explain-confirmed = يفتح التأكيد الطريق في { $opens }؛ والإجراء واجب في أجل أقصاه { $latest }.
explain-open-ended = لا يحدد القانون نهاية ({ $cite }).
explain-contested = هناك قراءتان أو أكثر يمكن الدفاع عنها وهي تختلف هنا؛ وعددها { $count }.
explain-position = القراءة { $position } ({ $cite }): { $latest }.
explain-position-unknown = القراءة { $position } ({ $cite }): يتعذّر حسابها من هذه الوقائع.
explain-unknown-fact_missing = لا لحظة بعد: هناك واقعة ناقصة ({ $facts }).
explain-unknown-holiday_calendar_not_loaded = لا لحظة: العطل الرسمية في { $state } لسنة { $year } غير محمَّلة.
explain-unknown-instrument_not_in_force = لا لحظة: الصك غير نافذ في ذلك التاريخ.
explain-unknown-national_law_not_loaded = لا لحظة: القاعدة الوطنية في { $state } غير محمَّلة.
explain-unknown-national_law_of_issuing_authority_not_loaded = لا لحظة: القاعدة المعمول بها في دولة السلطة المُصدِرة غير محمَّلة.
explain-unknown-no_fixed_period = لا لحظة: يضع النص معياراً ولا يحدد عدداً.
explain-unknown-reservation_excludes = لا لحظة: استبعد تحفّظٌ هذه القاعدة.
explain-unknown-state_not_bound = لا لحظة: { $state } غير ملزَمة بالصك في ذلك التاريخ.
explain-unknown-time_zone_not_known = لا لحظة: المنطقة الزمنية للطرف الذي عليه أن يتصرف غير معروفة.
explain-unknown-trigger_not_occurred = لا لحظة: لم يحدث ما تبدأ به المهلة ({ $facts }).
explain-effect-breach = بعد ذلك يُعدّ الواجب مُخلّاً به.
explain-effect-ceases = بعد ذلك ينتهي الحفظ من تلقاء نفسه.
explain-effect-enforcement_route_opens = بعد ذلك يُفتح طريق الإنفاذ.
explain-effect-exempt = بعد ذلك يتحلل الطرف.
explain-effect-gate_opens = عندئذ يجوز خروج البيانات ويجب.
explain-effect-late_with_reasons = بعد ذلك يظل الإجراء واجباً، مع بيان أسباب التأخير.
explain-effect-minimum_hold_ends = بعد ذلك يقرر شخص؛ ولا يُحذف شيء بمرور الوقت.
explain-effect-none = لا يترتب شيء بموجب القانون.
explain-effect-not_yet_allowed = قبل ذلك لا يجوز القيام بالإجراء.
explain-effect-overdue_inform_issuer = بعد ذلك تُبلَّغ الجهة المُصدِرة بالتأخير.
explain-effect-preserve_until_decision = تُحفظ البيانات حتى صدور القرار.
explain-effect-preserve_until_produced = تُحفظ البيانات حتى تقديمها.
explain-effect-report_due = يجب تقديم التقرير بحلول ذلك.
explain-effect-right_lapses = بعد ذلك ينقضي الحق.
explain-effect-secrecy_ends = بعد ذلك يجوز إخطار الشخص.
explain-effect-still_suspended = بعد ذلك يظل الواجب معلَّقاً مع ذلك؛ ولا ينتهي شيء من تلقاء نفسه.
explain-effect-withdraw_and_delete_or_restrict = بعد ذلك يُسحب الأمر وتُحذف البيانات أو يُقيَّد استخدامها.
