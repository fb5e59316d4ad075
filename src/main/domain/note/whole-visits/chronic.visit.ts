import type { WholeVisit } from './whole-visit.ts';

export const chronic: WholeVisit = {
  name: 'Three chronic problems, drugs stopped and refused',
  script: `
D: Hello Mr. Banks, good to see you. How's the fishing?
P: Can't complain, caught a big one Saturday.
D: So we're here for your diabetes, your blood pressure, and I see you wanted to talk about your feet.
P: Yeah, my feet have been burning at night, both of them, maybe two months now.
D: Any sores or ulcers?
P: No.
D: How are your sugars?
P: Mornings around one sixty to one eighty. One time it was forty, I mean fifty-four, and I got shaky.
D: When was that?
P: Two weeks ago, I skipped lunch.
D: You're on metformin a thousand twice a day and glipizide ten?
P: I stopped the glipizide after that low. Just metformin now.
D: Okay. And your blood pressure at home?
P: One forty-five over eighty-five or so.
D: Lisinopril, are you taking it?
P: That one gives me a cough, but yeah, twenty a day. I take my water pill too.
D: The hydrochlorothiazide.
P: Right.
D: Chest pain, shortness of breath?
P: No chest pain. I get a little winded on stairs but that's been the same for years.
D: Any swelling in the legs?
P: No.
D: Your father had a heart attack, right?
P: At fifty-two. And my sister's got diabetes too, she lost a toe.
D: Are you still smoking?
P: Half a pack. I know, I know.
D: Your labs: A1c is 8.4, it was 7.9. Creatinine 1.1. LDL is 118. Microalbumin is elevated at 65.
D: Blood pressure today is 148 over 86. Pulse 76. Heart's regular, no murmur. Lungs clear. On the feet, pulses are good, there's decreased sensation to monofilament on both soles, no ulcers.
D: So for the diabetes, it's not controlled. I'd like to start you on Jardiance, ten milligrams every morning, it'll help the kidneys too. Stay off the glipizide. Recheck the A1c in three months.
P: Is that the one with the yeast infections?
D: It can cause that. Let me know if you get any itching or burning down there.
D: For the burning feet, that's diabetic neuropathy. We'll try gabapentin, three hundred at bedtime, and I want you to see the podiatrist.
D: For the blood pressure, the cough is from the lisinopril, so stop that and start losartan fifty milligrams once a day. Keep the hydrochlorothiazide. Check a potassium and creatinine in two weeks.
D: Your cholesterol, I'd like you on a statin, atorvastatin forty.
P: My wife had terrible muscle pain on that. I don't want it.
D: Okay, we can talk about it again next time. And when you're ready to quit smoking I can help, we have patches and Chantix.
P: I'll think about it.
D: You're due for an eye exam, I'll put in the referral to ophthalmology. See you in three months. If your sugar goes under seventy, drink four ounces of juice and call us.
`,
  must: [
    ['subjective', /(feet|foot)[^.]*burning|burning[^.]*feet/i],
    ['subjective', /2 months/i],
    ['subjective', /160 (to|-|and) ?180/],
    ['subjective', /\b54\b/],
    ['subjective', /stopped[^.]*glipizide|glipizide[^.]*(stopped|discontinued)/i],
    ['subjective', /metformin[^.]*1,?000/i],
    ['subjective', /145\/85/],
    ['subjective', /lisinopril/i],
    ['subjective', /cough/i],
    ['subjective', /hydrochlorothiazide|diuretic/i],
    ['subjective', /denies[^.]*chest pain/i],
    ['subjective', /father[^.]*(heart attack|myocardial)/i],
    ['subjective', /sister[^.]*diabetes/i],
    ['subjective', /(half|0\.5|1\/2)[ a-]*pack/i],
    ['objective', /A1c[^.]*8\.4/i],
    ['objective', /148\/86/],
    ['objective', /monofilament/i],
    ['assessment plan', /diabetes/i],
    ['assessment plan', /neuropathy/i],
    ['plan', /Jardiance|empagliflozin/i],
    ['plan', /A1c[^.]*3 months/i],
    ['plan', /gabapentin[^.]*300/i],
    ['plan', /podiatr/i],
    ['plan', /(stop|discontinue)[^.]*lisinopril/i],
    ['plan', /losartan[^.]*50 mg/i],
    ['plan', /potassium/i],
    ['plan', /ophthalmolog|eye exam/i],
    ['plan', /juice|under 70|below 70/i],
  ],
  never: [
    ['plan', /(start|take|prescribe|initiate|begin)[^.]*atorvastatin/i],
    ['any', /(wife|patient|he|they)[^.]*takes? atorvastatin/i],
    ['any', /\b40, /],
    ['subjective', /takes[^.]*glipizide/i],
    ['plan', /(start|continue|take|increase)[^.]*glipizide/i],
    ['any', /patient[^.]*(lost a toe|had a heart attack)/i],
    ['any', /(reports|has|have|with)[^.]*yeast infection/i],
    ['any', /fish/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
