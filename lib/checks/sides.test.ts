import { describe, expect, test } from 'vitest';
import { blankSidelessPhrases } from '#lib/checks/sideless-phrases';
import { namedSides, onlySide } from '#lib/checks/sides';

const sidesOf = (text: string) => namedSides(blankSidelessPhrases(text));

describe('a side is named', () => {
  test.each([
    ['right', 'No fracture of the right wrist.'],
    ['right', 'RIGHT KNEE'],
    ['right', 'Right-sided hydronephrosis.'],
    ['right', 'R knee: small effusion.'],
    ['right', 'Rt. hip replacement in place.'],
    ['right', 'Kidney (R) 10 cm.'],
    ['right', 'Joint effusion on the right after trauma.'],
    ['right', 'Disc extrusion displacing the right S1 root.'],
    ['right', 'Nodule in the right lobe of the thyroid.'],
    ['right', 'Mass in the right upper outer quadrant.'],
    ['left', 'Effacement of the left lateral ventricle.'],
    ['left', 'Fracture of the left hand.'],
    ['left', 'Stenosis of the left main renal artery.'],
    ['left', 'Osteophyte on the left at L4/5.'],
    ['left', 'Infarct of the left middle cerebral artery.'],
    ['left', 'Thrombus extends over the left common femoral vein.'],
    ['left', 'L breast, 3 o’clock.'],
    ['left', 'A larger cyst on the left in the lower pole.'],
    ['left', 'Normal left knee.'],
    ['left', 'Little change on the left.'],
    ['left', 'The left knee, compared with the right, is swollen.'],
  ])('%s in: %s', (side, text) => {
    expect(onlySide(sidesOf(text))).toBe(side);
  });

  test.each([
    'Osteoarthritis of both knees, worse on the right.',
    'Bilateral effusions, more on the right.',
    'Both renal arteries and both kidneys are normal. The left is smaller.',
    'Normal right hip. Normal left hip.',
  ])('both in: %s', (text) => {
    const { left, right } = sidesOf(text);
    expect(left && right).not.toBeNull();
  });

  test('at its first place, also inside a part of the text', () => {
    const text = blankSidelessPhrases('left ventricle, left knee, left hip');
    expect(namedSides(text).left).toEqual({ from: 16, to: 20 });
    expect(namedSides(text, 20).left).toEqual({ from: 27, to: 31 });
    expect(namedSides(text, 0, 16).left).toBeNull();
  });
});

describe('no side is named by', () => {
  test.each([
    'The left ventricle is dilated.',
    'Normal left\nand right ventricular size.',
    'The ratio of right to left ventricle is 0.8.',
    'Thrombus in the left atrial appendage. Right atrium normal.',
    'The right heart is not dilated.',
    'No right heart strain. The left heart border is sharp.',
    'Calcified plaque of the left anterior descending and the right coronary artery.',
    'Left main stem without stenosis. Right-dominant circulation.',
    'Left bundle branch block. Left axis deviation.',
    'Right-sided aortic arch.',
    'Left-to-right shunt.',
    'Cyst of the left lobe of the liver. The right hepatic vein is patent.',
    'Haemangioma of the left hepatic lobe. Status after right hemihepatectomy.',
    'The right hemidiaphragm is raised. Left dome of the diaphragm normal.',
    'Diverticula of the left colon.',
    'The patient is right-handed. Right hand dominant.',
    'The patient left the department before the second series.',
    'The drain was left in place and the wire left in situ.',
    'The patient left against medical advice.',
    'Little of the meniscus is left. There is nothing left of the disc.',
    'Right now there is no fracture. All right otherwise. At a right angle.',
    'Midline shift of 4 mm to the left. Trachea deviated to the right.',
    'Scoliosis convex to the left. Right-convex lumbar curve.',
    'Swollen compared with the right. Wider than on the right.',
    'Unchanged compared to the normal contralateral right side.',
    'The unaffected right knee is shown. The opposite left one was not.',
    'The right wrist is included for comparison. In comparison, the left is normal.',
    'The left side was not imaged.',
    'No left-sided abnormality. Left-sided nothing.',
    'This does not explain the right-sided weakness or the left arm numbness.',
    'Access via the right common femoral artery. Left radial approach.',
    'Left lateral decubitus view. Right anterior oblique projection.',
    'The leftover contrast. Rightward rotation. Brightness. Dr Wright. The aleft.',
    'L spine and R on T.',
    'Both menisci and both cruciate ligaments are intact.',
    'Contralateral and ipsilateral findings.',
  ])('%s', (text) => {
    expect(sidesOf(text)).toEqual({ left: null, right: null });
  });
});
