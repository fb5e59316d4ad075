import type { WholeVisit } from './whole-visit.ts';

export const back: WholeVisit = {
  name: 'Back pain with interruptions, jokes and a change of mind',
  script: `
D: Alright, Mr. Placeholder, the nurse tells me it's your back again.
P: Yeah. I'm falling apart, doc, you should put me out to pasture.
D: Not yet. So what happened?
P: I was shoveling the driveway on Monday and it just grabbed me.
D: Which side?
P: The right. Low down.
D: Does it go down the leg?
P: Down the left leg, no, wait, the right leg, to the back of the knee.
D: Any numbness, tingling, weakness?
P: Tingling, yeah. No weakness.
D: Trouble with your bowels or bladder, or numbness in the groin?
P: No, none of that.
D: Fevers, weight loss?
P: I wish I'd lose weight. No.
D: Have you had cancer ever?
P: No. Well, they took a basal cell off my nose.
D: What are you taking for it?
P: Aleve, two in the morning and two at night. My brother-in-law gave me one of his Percocets, and it knocked me out.
D: Don't do that. Any stomach ulcers or kidney trouble?
P: I had a bleeding ulcer in 2018.
D: Okay, then the Aleve is not a good idea. Stop the Aleve.
P: Okay.
D: Let me have you stand up and bend forward. How's that?
P: Ow. That's it.
D: So flexion is limited to about forty five degrees. There's spasm and tenderness in the right lumbar paraspinal muscles, no midline tenderness. Straight leg raise is positive on the right at thirty degrees, negative on the left. Reflexes are two plus and symmetric. Strength is normal. Sensation is intact to light touch.
P: So is it a disc?
D: I think it's a lumbar disc herniation with right sided sciatica. You don't need an MRI right now. If it isn't better in six weeks, we'll get one.
D: I'll give you a prednisone taper. Actually, with your ulcer, let's not do that. Let's do Tylenol, one thousand milligrams three times a day, and cyclobenzaprine, five milligrams at bedtime, it'll make you sleepy, so no driving after it.
D: I'd like you to see physical therapy. Keep walking, no bed rest, use heat. And if you lose control of your bladder or your legs get weak, that's an emergency, go to the ER.
P: And can I shovel?
D: No shoveling. Get that boy of yours to do it. See me in three weeks.
`,
  must: [
    ['subjective', /shovel/i],
    ['subjective', /Monday/],
    ['subjective', /right[^.]*(low(er)? back|back)|(low(er)? back|back)[^.]*right/i],
    ['subjective', /right leg/i],
    ['subjective', /tingling/i],
    ['subjective', /denies[^.]*weakness|no weakness/i],
    ['subjective', /denies[^.]*(bowel|bladder)|no[^.]*(bowel|bladder)/i],
    ['subjective', /denies[^.]*(fever|weight loss)/i],
    ['subjective', /basal cell/i],
    ['subjective', /Aleve|naproxen/i],
    ['subjective', /ulcer[^.]*2018|2018[^.]*ulcer/i],
    ['objective', /flexion[^.]*45/i],
    ['objective', /right lumbar paraspinal/i],
    ['objective', /no midline tenderness/i],
    ['objective', /straight leg raise[^.]*positive[^.]*right[^.]*30|positive straight leg raise[^.]*right/i],
    ['objective', /negative on the left/i],
    ['objective', /2\+/],
    ['assessment plan', /disc herniation/i],
    ['assessment plan', /right[ -]sided sciatica/i],
    ['plan', /(stop|discontinue|avoid)[^.]*(Aleve|naproxen)/i],
    ['plan', /(Tylenol|acetaminophen)[^.]*1,?000 mg[^.]*three times daily/i],
    ['plan', /cyclobenzaprine[^.]*5 mg[^.]*bedtime/i],
    ['plan', /physical therapy/i],
    ['plan', /MRI[^.]*6 weeks|6 weeks[^.]*MRI/i],
    ['plan', /(bladder|legs)/i],
    ['plan', /3 weeks/i],
  ],
  never: [
    ['any', /left leg/i],
    ['plan', /(start|prescribe|give|take)[^.]*prednisone/i],
    ['any', /takes[^.]*Percocet/i],
    ['any', /pasture|falling apart/i],
    ['plan', /(order|obtain|get|schedule)[^.]*MRI(?!.*(if|6 weeks))/i],
    ['subjective', /reports[^.]*(incontinence|fever|weight loss)/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
