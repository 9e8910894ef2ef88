//! Arguments: visible arrays first, everything else when a term asks for it.

use super::*;

impl Builder {
    pub(super) fn new(random: Random, style: Style) -> Self {
        Self {
            random,
            style,
            classes: Vec::new(),
            arguments: Vec::new(),
            reads: Vec::new(),
            guarded: BTreeSet::new(),
            lengths: BTreeMap::new(),
            top: Vec::new(),
            bound: BTreeSet::new(),
        }
    }

    pub(super) fn class(&mut self, list: bool) -> usize {
        self.classes.push(Class { lengths: Vec::new(), shapes: Vec::new(), minimum: 0, list });
        self.classes.len() - 1
    }

    pub(super) fn add(&mut self, name: &str, role: Role, axes: &[Extent]) {
        let axes = axes.to_vec();
        self.reads.push(vec![Vec::new(); axes.len()]);
        self.arguments.push(Argument { name: name.to_owned(), role, axes });
    }

    /// One to three visible arrays of one or two axes, which may share extents, or a flattened lattice.
    pub(super) fn visible_arrays(&mut self) {
        let count = 1 + self.random.weighted(&[14, 5, 1]);
        for place in 0..count {
            let name = ["x", "y", "z"][place];
            let domains = [Domain::Spin, Domain::Binary, Domain::Real];
            let domain = *self.random.pick(if self.style.real { &domains } else { &domains[..2] });
            if place == 0 && self.random.chance(0.08) {
                self.flattened(name, domain);
                continue;
            }
            let rank = 1 + self.random.weighted(&[7, 3]);
            let mut axes = Vec::new();
            for axis in 0..rank {
                let old = self.classes.len();
                let class = if old > 0 && self.random.chance(0.4) {
                    self.random.below(old)
                } else {
                    self.class(false)
                };
                let length = |spelling| Integer::Length(name.to_owned(), axis, spelling);
                let (lengths, shapes) = match rank {
                    1 => {
                        (vec![length(LengthSpelling::Len); 2], vec![name.to_owned(), format!("{name}.len()")])
                    }
                    _ => (
                        vec![
                            length(LengthSpelling::Named),
                            length(LengthSpelling::Shape),
                            length(LengthSpelling::Dim),
                        ],
                        vec![format!("{name}.{}()", ["nrows", "ncols"][axis])],
                    ),
                };
                // a class has the spellings of all its arrays: they have equal extents
                self.classes[class].lengths.extend(lengths);
                // a model without sites is refused when it is built
                self.classes[class].minimum = 1;
                self.classes[class].shapes.extend(shapes);
                axes.push(Extent::Class(class));
            }
            self.add(name, Role::Visible(domain), &axes);
        }
    }

    /// `x[r * cols + c]` with `rows` and `cols` given.
    fn flattened(&mut self, name: &str, domain: Domain) {
        let (rows, cols) = (self.class(false), self.class(false));
        for (class, size) in [(rows, "rows"), (cols, "cols")] {
            self.classes[class].minimum = 1;
            self.classes[class].lengths.push(Integer::Name(size.to_owned()));
            self.classes[class].shapes.push(size.to_owned());
            self.add(size, Role::Size(Extent::Class(class)), &[]);
        }
        self.add(name, Role::Visible(domain), &[Extent::Product(rows, cols)]);
    }

    /// A visible array.
    pub(super) fn site_array(&mut self) -> Argument {
        let visible: Vec<&Argument> =
            self.arguments.iter().filter(|a| matches!(a.role, Role::Visible(_))).collect();
        (*self.random.pick(&visible)).clone()
    }

    /// A parameter with these extents, an old one or a new one.
    pub(super) fn param(&mut self, axes: &[Extent]) -> String {
        let same: Vec<&Argument> = self
            .arguments
            .iter()
            .filter(|a| matches!(a.role, Role::Param { .. }) && a.axes == axes)
            .collect();
        if !same.is_empty() && self.random.chance(0.5) {
            return self.random.pick(&same).name.clone();
        }
        let square = axes.len() == 2 && axes[0] == axes[1];
        let symmetric = square && self.random.chance(0.5);
        let zero_diagonal = square && self.random.chance(0.3);
        let choices: &[&str] = match axes.len() {
            0 => &["coupling", "field", "mass"],
            1 => &["h", "b", "alpha"],
            2 => &["j", "w", "m"],
            _ => &["tensor"],
        };
        let name = self.argument(choices);
        self.add(&name, Role::Param { symmetric, zero_diagonal, shape: None }, axes);
        name
    }

    /// Fixed numbers with these extents.
    pub(super) fn fixed(&mut self, axes: &[Extent]) -> String {
        let same: Vec<&Argument> = self
            .arguments
            .iter()
            .filter(|a| matches!(a.role, Role::Fixed { .. }) && a.axes == axes)
            .collect();
        if !same.is_empty() && self.random.chance(0.5) {
            return self.random.pick(&same).name.clone();
        }
        let mask = !axes.is_empty() && self.random.chance(0.4);
        let choices: &[&str] = if mask { &["mask"] } else { &["distance", "offset", "data"] };
        let name = self.argument(choices);
        self.add(&name, Role::Fixed { mask }, axes);
        name
    }

    /// Fixed integers for each of an extent, whose members stay below others.
    pub(super) fn list(&mut self, length: Extent, below: &[Extent]) -> String {
        let same: Vec<&Argument> = self
            .arguments
            .iter()
            .filter(|a| matches!(&a.role, Role::List { below: b, .. } if b == below) && a.axes == [length])
            .collect();
        if !same.is_empty() && self.random.chance(0.7) {
            return self.random.pick(&same).name.clone();
        }
        let view = below.len() == 1 && self.random.chance(0.5);
        let choices: &[&str] = match below.len() {
            1 => &["group", "next", "index"],
            2 => &["edges", "pairs"],
            _ => &["triples"],
        };
        let name = self.argument(choices);
        if let Extent::Class(class) = length {
            self.classes[class].lengths.push(Integer::Length(name.clone(), 0, LengthSpelling::Len));
            if self.classes[class].list {
                self.classes[class].shapes.push(format!("{name}.len()"));
            }
        }
        self.add(&name, Role::List { below: below.to_vec(), view }, &[length]);
        name
    }

    /// Notes how far an axis of an argument is read.
    pub(super) fn reads(&mut self, name: &str, axis: usize, up_to: Option<Reach>) {
        if let Some(place) = self.arguments.iter().position(|a| a.name == name)
            && !self.reads[place][axis].contains(&up_to)
        {
            self.reads[place][axis].push(up_to);
        }
    }

    /// Says `shape = …` for parameters whose extents do not follow from their use, and for some others.
    pub(super) fn shapes(&mut self) {
        for place in 0..self.arguments.len() {
            // an extent follows from use if all reads go up to one and the same length
            let free = |reach: &Reach| reach.through.iter().all(|name| !self.guarded.contains(name));
            let plain = |reads: &Vec<Option<Reach>>| match &reads[..] {
                [Some(first), ..] => {
                    let same = |read: &Option<Reach>| {
                        read.as_ref().is_some_and(|reach| reach.length == first.length && free(reach))
                    };
                    reads.iter().all(same)
                }
                _ => false,
            };
            let needed = !self.reads[place].iter().all(plain) || self.random.chance(0.15);
            let axes = self.arguments[place].axes.clone();
            if !needed || axes.is_empty() || !matches!(self.arguments[place].role, Role::Param { .. }) {
                continue;
            }
            let written: Vec<String> = axes.iter().map(|&axis| self.shape(axis)).collect();
            if let Role::Param { shape, .. } = &mut self.arguments[place].role {
                *shape = Some(written);
            }
        }
    }

    fn shape(&mut self, extent: Extent) -> String {
        match extent {
            Extent::Class(class) if self.classes[class].shapes.is_empty() => "hidden".to_owned(),
            Extent::Class(class) => self.random.pick(&self.classes[class].shapes).clone(),
            // `rows * cols`: the lengths of factors are always names
            Extent::Product(a, b) => {
                format!("{} * {}", self.classes[a].shapes[0], self.classes[b].shapes[0])
            }
            Extent::Literal(value) => value.to_string(),
        }
    }
}
