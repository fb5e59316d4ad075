import type { WholeVisit } from './whole-visit.ts';

export const ortho: WholeVisit = {
  name: 'A shoulder, told with corrections',
  script: `
D: So tell me about this shoulder.
P: It's my right shoulder. Well, actually the left one used to bother me years ago and I had surgery on it, but now it's the right.
D: When did it start?
P: About six weeks ago. I was reaching up to get a box off the shelf and I felt something tear.
D: Where's the pain exactly?
P: On the outside, kind of down to the elbow. It's a dull ache most of the time and sharp when I lift my arm.
D: On a scale of zero to ten?
P: Four at rest, eight when I reach overhead. It's worse at night, I can't sleep on that side.
D: What have you tried?
P: Ibuprofen, six hundred three times a day, helps some. Ice doesn't do anything. My neighbor swears by CBD oil but I haven't tried it.
D: Any numbness or tingling in the hand?
P: No. Well, a little in the thumb sometimes. No, sorry, that's from the carpal tunnel, that's been there forever.
D: Any neck pain?
P: Nope.
D: You have diabetes, right? What was your last A1c?
P: Seven point two, in August.
D: And you work as?
P: I'm an electrician, so I'm overhead all day.
D: Do you smoke?
P: I quit in 2015, used to smoke a pack a day for twenty years.
D: Okay, let me examine you. Lift your arms for me. Does that hurt?
P: Yeah, right there.
D: So active forward flexion is about one hundred twenty degrees, passive is full. Positive Neer and Hawkins. Weakness with resisted abduction, four out of five. Empty can test is positive. Drop arm is negative. No tenderness at the AC joint. Sensation's intact. Neck range of motion is full without pain.
D: The x-ray I took today shows no fracture, there's a type two acromion and some mild AC joint arthritis.
D: I think you have a rotator cuff tear, probably the supraspinatus. It could also be bad tendinitis. I don't think it's a frozen shoulder since your passive motion is good.
P: Do I need surgery?
D: Let's not get ahead of ourselves. I'd like an MRI of the right shoulder to see if it's a full thickness tear. Meanwhile no overhead lifting, nothing over ten pounds with that arm. I'll write you a note for work for light duty for four weeks. I'd like you to start physical therapy twice a week.
P: What about a cortisone shot?
D: We could do one, but it can raise your sugar with the diabetes, so let's hold off until the MRI.
P: Okay.
D: Switch the ibuprofen to naproxen, 500 milligrams twice a day with food. Stop it if you get any stomach pain or black stools. Come back after the MRI, about two weeks.
`,
  must: [
    ['subjective', /right shoulder/i],
    ['subjective', /6 weeks/i],
    ['subjective', /(reach|box|shelf)/i],
    ['subjective', /dull|ache/i],
    ['subjective', /sharp/i],
    ['subjective', /4\/10|8\/10/],
    ['subjective', /night/i],
    ['subjective', /ibuprofen[^.]*600|600[^.]*ibuprofen/i],
    ['subjective', /left[^.]*surgery|surgery[^.]*left/i],
    ['subjective', /denies[^.]*neck pain/i],
    ['any', /A1c[^.]*7\.2/i],
    ['subjective', /electrician/i],
    ['subjective', /quit[^.]*2015|2015[^.]*quit/i],
    ['objective', /flexion[^.]*120/i],
    ['objective', /Neer/],
    ['objective', /drop arm[^.]*negative|negative drop arm/i],
    ['objective', /x-ray[^.]*no fracture|no fracture/i],
    ['objective', /acromion/i],
    ['assessment plan', /rotator cuff tear/i],
    ['plan', /MRI[^.]*right shoulder|right shoulder MRI/i],
    ['plan', /10 pounds|overhead lifting/i],
    ['plan', /physical therapy/i],
    ['plan', /naproxen[^.]*500 mg/i],
    ['plan', /light duty/i],
    ['plan', /2 weeks/i],
  ],
  never: [
    ['any', /CBD/],
    ['assessment plan', /^(?!.*(not|unlikely|no |n't)).*frozen shoulder/im],
    ['plan', /(give|perform|administer|inject)[^.]*(cortisone|steroid)/i],
    ['subjective', /(complain|report|present)[^.]*left shoulder pain/i],
    ['any', /continue[^.]*ibuprofen/i],
    ['any', /ahead of/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
