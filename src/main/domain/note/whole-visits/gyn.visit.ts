import type { WholeVisit } from './whole-visit.ts';

export const gyn: WholeVisit = {
  name: 'Heavy periods, counted in pads',
  script: `
D: Hi Ms. Harrow, what's bringing you in today?
P: My periods have gotten really heavy, like for the last six months or so.
D: How heavy are we talking?
P: I'm soaking through a super pad every hour on the first two days. And there's clots, some as big as a quarter.
D: How long do they last?
P: Eight or nine days. They used to be five.
D: Any bleeding in between?
P: A little spotting after sex, once in a while.
D: Any pain with it?
P: Cramps, yeah, bad ones, I'd say an eight on the first day. Advil takes the edge off, four hundred every six hours.
D: Are you dizzy or short of breath at all?
P: A little lightheaded when I stand up. No, not short of breath.
D: When was your last period?
P: It started on the third, so about two weeks ago.
D: Are you on any birth control?
P: No, I had my tubes tied after my second.
D: So two pregnancies?
P: Three, I had a miscarriage in between, at ten weeks.
D: Any fibroids, ever?
P: My mom had a hysterectomy at forty-four for fibroids. Nobody ever told me I had them.
D: When was your last Pap?
P: Two years ago, it was normal.
D: Any medical problems?
P: Low thyroid. I take levothyroxine, seventy-five micrograms, in the morning.
D: Allergies?
P: Sulfa, my lips swell up.
D: Do you smoke?
P: I vape a little. I quit cigarettes when my daughter was born.
D: Okay. On exam the uterus is enlarged, about twelve week size, mobile, non tender. There's no adnexal mass. The cervix looks normal.
D: I think you've got fibroids. I want a pelvic ultrasound, a CBC and a TSH. We'll start tranexamic acid, thirteen hundred milligrams three times a day on the heavy days. Come back in three weeks. If you soak two pads an hour or pass out, go to the emergency room.
`,
  must: [
    ['subjective', /heavy menstrual bleeding[^.]*6 months/i],
    ['subjective', /soaking through[^.]*pad/i],
    ['subjective', /clots/i],
    ['subjective', /spotting|vaginal bleeding/i],
    ['subjective', /cramps/i],
    ['subjective', /(Advil|ibuprofen)[^.]*400/i],
    ['subjective', /lightheaded/i],
    ['subjective', /denies[^.]*shortness of breath/i],
    ['subjective', /menstrual period[^.]*2 weeks ago/i],
    ['subjective', /tubal ligation|tubes tied/i],
    ['subjective', /miscarriage[^.]*10 weeks/i],
    ['subjective', /mother[^.]*(fibroids|hysterectomy)/i],
    ['subjective', /pap[^.]*2 years ago[^.]*normal/i],
    ['subjective', /hypothyroidism/i],
    ['subjective', /levothyroxine[^.]*75 mcg/i],
    ['subjective', /sulfa[^.]*(swell)/i],
    ['subjective', /vapes?/i],
    ['objective', /uterus[^.]*12/i],
    ['assessment plan', /fibroids/i],
    ['plan', /ultrasound/i],
    ['plan', /tranexamic acid[^.]*1300 mg/i],
    ['plan', /3 weeks/i],
  ],
  never: [
    ['subjective', /cramps[^.]*2 weeks ago/i],
    ['subjective', /denies[^.]*(dizz|lightheaded)/i],
    ['any', /very pad/],
    ['subjective', /(takes|taking)[^.]*sulfa/i],
    ['subjective', /(she|patient) (has|had)[^.]*fibroids/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
