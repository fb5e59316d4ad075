import type { WholeVisit } from './whole-visit.ts';

export const derm: WholeVisit = {
  name: 'Skin: a mole and a rash, both sides',
  script: `
D: What are we looking at today?
P: There's a mole on my left shoulder, my husband noticed it's gotten bigger. And then this rash on my hands.
D: How long has the mole been changing?
P: Maybe four months. It's darker than it was.
D: Does it itch or bleed?
P: It bled once when I scratched it.
D: Any history of skin cancer?
P: Not me. My dad had melanoma on his back.
D: Do you use sunscreen?
P: Not really. I used tanning beds in college.
D: And the rash?
P: It's on both hands, mostly the right. Red, cracked, it itches like crazy. Since I started at the salon, so two months.
D: What have you put on it?
P: Hydrocortisone cream, the one percent, didn't do much. Vaseline helps a bit.
D: Any new medicines?
P: No.
D: Okay, let me take a look. So on the left posterior shoulder there's an eight millimeter asymmetric dark brown papule with an irregular border. On both hands there's erythema with scaling and fissures, worse on the right palm. No vesicles. The rest of the skin exam shows a few seborrheic keratoses on the back. No enlarged lymph nodes under the arms.
D: So the mole is atypical, and I can't rule out melanoma, so I'd like to do a shave biopsy today. Would that be okay?
P: Yes, go ahead.
D: The hands look like contact dermatitis, probably from the hair products. I don't think it's psoriasis or a fungus. I'll give you triamcinolone ointment, point one percent, twice a day for two weeks, and wear nitrile gloves at work. We could do patch testing if it doesn't clear up.
P: Can I use it on my face?
D: No, not on the face. Keep the biopsy site covered with Vaseline and a bandage, and call us if it gets red or starts draining. We'll call you with the results in about a week, and I'd like to see you in six weeks. And please use sunscreen, SPF thirty or more.
`,
  must: [
    ['subjective', /(mole|lesion|nevus)[^.]*left shoulder/i],
    ['subjective', /(bigger|growing|enlarg|larger|changing)/i],
    ['subjective', /4 months/i],
    ['subjective', /dark/i],
    ['subjective', /bled/i],
    ['subjective', /father[^.]*melanoma/i],
    ['subjective', /(rash)[^.]*(both hands|bilateral|hands)/i],
    ['subjective', /itch|prurit/i],
    ['subjective', /2 months/i],
    ['subjective', /hydrocortisone/i],
    ['subjective', /tanning/i],
    ['objective', /left posterior shoulder[^.]*8|8[^.]*left posterior shoulder/i],
    ['objective', /irregular border/i],
    ['objective', /(erythema)[^.]*(scaling|fissures)/i],
    ['objective', /no vesicles/i],
    ['objective', /seborrheic keratos/i],
    ['assessment plan', /atypical/i],
    ['assessment plan', /(rule out|cannot rule out|possible)[^.]*melanoma|melanoma[^.]*(rule|ruled) out/i],
    ['assessment plan', /contact dermatitis/i],
    ['plan', /shave biopsy/i],
    ['plan', /triamcinolone[^.]*0\.1 ?%/i],
    ['plan', /gloves/i],
    ['plan', /6 weeks/i],
    ['plan', /sunscreen|SPF/i],
    ['plan', /(red|drain)/i],
  ],
  never: [
    ['any', /right shoulder/i],
    ['assessment plan', /^(?!.*(not|unlikely|no |n't)).*(psoriasis|fungal|fungus|tinea)/im],
    ['any', /(patient|she|they) (has|have|had) (a history of )?melanoma/i],
    ['plan', /(perform|do|order|obtain)[^.]*patch testing(?!.*if)/i],
    ['any', /consent/i],
    ['any', /\bI\b|\byou(r)?\b/],
  ],
};
