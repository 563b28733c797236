//! Counting as lists do: letters, Roman numerals.

/// `a` to `z`, then `aa` to `zz`.
pub fn letters(number: u32) -> Option<String> {
    let at = number.checked_sub(1).filter(|at| *at < 52)?;
    let letter = char::from(b'a' + (at % 26) as u8);
    Some(letter.to_string().repeat(1 + at as usize / 26))
}

/// `i`, `ii`, `iii`, up to 399.
pub fn roman(number: u32) -> Option<String> {
    const NUMERALS: [(u32, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..400).contains(&number) {
        return None;
    }
    let (mut left, mut text) = (number, String::new());
    for (worth, numeral) in NUMERALS {
        while left >= worth {
            text.push_str(numeral);
            left -= worth;
        }
    }
    Some(text)
}
