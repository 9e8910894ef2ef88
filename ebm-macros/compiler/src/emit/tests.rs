//! Bodies of methods, read by eye as snapshots. That they are right is shown by the tests of the workspace, which
//! compile them and compare with the interpreter.

use super::header::Model;
use super::routine::body;
use super::{Float, Header, emit};
use crate::ir::*;
use crate::names::Names;
use crate::plan::Plan;
use proc_macro2::{Span, TokenStream};
use quote::quote;

/// A program in the making.
struct Builder {
    program: Program,
}

impl Builder {
    fn new(name: &str) -> Self {
        let program = Program {
            name: name.to_owned(),
            arrays: Vec::new(),
            inputs: Vec::new(),
            lets: Vec::new(),
            outputs: Vec::new(),
            fresh: Fresh::new(),
        };
        Self { program }
    }

    fn array(&mut self, name: &str, role: Role, extents: &[Option<Index>]) -> ArrayId {
        let id = ArrayId(self.program.arrays.len());
        let extents: Vec<Index> =
            extents.iter().enumerate().map(|(k, e)| e.clone().unwrap_or(Index::size(id, k))).collect();
        let bounds = match role {
            Role::Structure { components } => vec![vec![Index::size(ArrayId(0), 0)]; components],
            _ => Vec::new(),
        };
        self.program.add_array(Array {
            name: name.to_owned(),
            role,
            extents,
            bounds,
            span: Span::call_site(),
        })
    }

    fn param(&mut self, name: &str, extents: &[Index]) -> ArrayId {
        let extents: Vec<_> = extents.iter().cloned().map(Some).collect();
        self.array(name, Role::Param(ParamOptions::default()), &extents)
    }

    fn variable(&self, name: &str) -> (Variable, Index) {
        let variable = self.program.fresh.variable(name);
        let form = Index::variable(&variable);
        (variable, form)
    }

    /// The product of reads, times a number.
    fn product(&self, number: f64, reads: &[(ArrayId, &[&Index])]) -> Expr {
        reads.iter().fold(Expr::number(number), |product, (array, indices)| {
            let read = Expr::read(*array, indices.iter().map(|&i| i.clone()).collect());
            product.times(&read, &self.program.fresh)
        })
    }

    fn sum(&self, variable: &Variable, range: Range, inside: Expr) -> Expr {
        inside.summed_over(&Binder { variable: variable.clone(), range }, &self.program.fresh)
    }

    fn value(&mut self, value: Expr) {
        self.program.outputs.push(Output { target: Target::Value, binders: Vec::new(), value });
    }

    fn rust(&self, site: Option<ArrayId>) -> String {
        let names = Names::new(&[&self.program]);
        let body = body(&self.program, &names, site, "energy");
        pretty(quote!(fn body() { #body }))
    }
}

fn ising() -> (Builder, [ArrayId; 3]) {
    let mut b = Builder::new("ising");
    let x = b.array("x", Role::Visible(Domain::Spin), &[None]);
    let n = Index::size(x, 0);
    let h = b.param("h", std::slice::from_ref(&n));
    let j = b.param("j", &[n.clone(), n]);
    (b, [x, h, j])
}

#[test]
fn energy_of_ising() {
    let (mut b, [x, h, j]) = ising();
    let n = Index::size(x, 0);
    let ((i, vi), (k, vk)) = (b.variable("i"), b.variable("k"));
    let field = b.sum(&i, Range::up_to(n.clone()), b.product(-1.0, &[(h, &[&vi]), (x, &[&vi])]));
    let pair = b.product(-1.0, &[(j, &[&vi, &vk]), (x, &[&vi]), (x, &[&vk])]);
    let pair = b.sum(&i, Range::up_to(n), b.sum(&k, Range::up_to(vi.clone()), pair));
    b.value(field.plus(pair));
    insta::assert_snapshot!(b.rust(None));
}

#[test]
fn mathematics_of_ising() {
    let (mut b, [x, h, j]) = ising();
    let n = Index::size(x, 0);
    let ((i, vi), (k, vk)) = (b.variable("i"), b.variable("k"));
    let field = b.sum(&i, Range::up_to(n.clone()), b.product(-1.0, &[(h, &[&vi]), (x, &[&vi])]));
    let pair = b.product(-1.0, &[(j, &[&vi, &vk]), (x, &[&vi]), (x, &[&vk])]);
    let pair = b.sum(&i, Range::up_to(n), b.sum(&k, Range::up_to(vi.clone()), pair));
    b.value(field.plus(pair));
    let plan = Plan::of(&b.program);
    let header =
        Header { visibility: quote!(pub), docs: Vec::new(), float: Float::Single, slices: Vec::new() };
    let names = Names::new(&plan.programs());
    let model = Model { header: &header, names: &names, program: &plan.energy };
    let mathematics = pretty(super::capabilities::capabilities(model, &plan));
    insta::assert_snapshot!(mathematics);
    assert_eq!(pretty(emit(&header, &plan, "")), pretty(emit(&header, &plan, "")));
}

fn pretty(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).expect("generated code parses"))
}

#[test]
fn difference_of_ising() {
    let (mut b, [x, h, j]) = ising();
    let n = Index::size(x, 0);
    let ((s, vs), (k, vk)) = (b.variable("s"), b.variable("k"));
    b.program.inputs.push((s, n.clone()));
    let field = b.product(2.0, &[(h, &[&vs]), (x, &[&vs])]);
    let below = b.product(2.0, &[(j, &[&vs, &vk]), (x, &[&vs]), (x, &[&vk])]);
    let below = b.sum(&k, Range::up_to(vs.clone()), below);
    let above = b.product(2.0, &[(j, &[&vk, &vs]), (x, &[&vs]), (x, &[&vk])]);
    let above = b.sum(&k, Range::between(&vs + &Index::constant(1), n), above);
    b.value(field.plus(below).plus(above));
    insta::assert_snapshot!(b.rust(Some(x)));
}

#[test]
fn unsolved_difference_of_ising() {
    let (mut b, [x, _, j]) = ising();
    let n = Index::size(x, 0);
    let ((s, vs), (i, vi), (k, vk)) = (b.variable("s"), b.variable("i"), b.variable("k"));
    b.program.inputs.push((s, n.clone()));
    let pair = b.product(2.0, &[(j, &[&vi, &vk]), (x, &[&vi]), (x, &[&vk])]);
    let at_row = pair.guarded(&Guard::equal(&vi, &vs));
    let at_column = pair.guarded(&Guard::equal(&vk, &vs)).guarded(&Guard::less(&vk, &vi));
    let both = b.sum(&k, Range::up_to(n.clone()), at_row.plus(at_column));
    b.value(b.sum(&i, Range::up_to(n), both));
    insta::assert_snapshot!(b.rust(Some(x)));
}

#[test]
fn difference_of_lattice() {
    let mut b = Builder::new("lattice");
    let x = b.array("x", Role::Visible(Domain::Spin), &[None, None]);
    let (coupling, field) = (b.param("coupling", &[]), b.param("field", &[]));
    let (rows, cols) = (Index::size(x, 0), Index::size(x, 1));
    let ((r, vr), (c, vc)) = (b.variable("r"), b.variable("c"));
    b.program.inputs = vec![(r, rows.clone()), (c, cols.clone())];
    let one = Index::constant(1);
    let here: &[&Index] = &[&vr, &vc];
    let down = (&vr + &one).remainder(rows.clone());
    let up = (&vr - &one).remainder(rows);
    let right = (&vc + &one).remainder(cols.clone());
    let left = (&vc - &one).remainder(cols);
    let mut value = b.product(2.0, &[(field, &[]), (x, here)]);
    for neighbour in [[&down, &vc], [&up, &vc], [&vr, &right], [&vr, &left]] {
        value = value.plus(b.product(2.0, &[(coupling, &[]), (x, here), (x, &neighbour)]));
    }
    b.value(value);
    insta::assert_snapshot!(b.rust(Some(x)));
}

fn graph() -> (Builder, [ArrayId; 4]) {
    let mut b = Builder::new("graph");
    let x = b.array("x", Role::Visible(Domain::Spin), &[None]);
    let edges = b.array("edges", Role::Structure { components: 2 }, &[None]);
    let h = b.param("h", &[Index::size(x, 0)]);
    let j = b.param("j", &[Index::size(edges, 0)]);
    (b, [x, edges, h, j])
}

#[test]
fn energy_of_graph() {
    let (mut b, [x, edges, _, j]) = graph();
    let (e, ve) = b.variable("e");
    let ends = [0, 1].map(|component| Index::lookup(edges, vec![ve.clone()], component));
    let pair = b.product(-1.0, &[(j, &[&ve]), (x, &[&ends[0]]), (x, &[&ends[1]])]);
    b.value(b.sum(&e, Range::up_to(Index::size(edges, 0)), pair));
    insta::assert_snapshot!(b.rust(None));
}

#[test]
fn difference_of_graph() {
    let (mut b, [x, edges, h, j]) = graph();
    let ((s, vs), (e, ve)) = (b.variable("s"), b.variable("e"));
    b.program.inputs.push((s, Index::size(x, 0)));
    let end = |component| Index::lookup(edges, vec![ve.clone()], component);
    let incident = |component| Range::Incidence { array: edges, component, at: vs.clone() };
    let out = b.product(2.0, &[(j, &[&ve]), (x, &[&vs]), (x, &[&end(1)])]);
    let itself = b.product(-4.0, &[(j, &[&ve])]).guarded(&Guard::equal(&end(1), &vs));
    let into = b.product(2.0, &[(j, &[&ve]), (x, &[&vs]), (x, &[&end(0)])]);
    let mut value = b.product(2.0, &[(h, &[&vs]), (x, &[&vs])]);
    value = value.plus(b.sum(&e, incident(0), out.plus(itself)));
    value = value.plus(b.sum(&e, incident(1), into));
    b.value(value);
    insta::assert_snapshot!(b.rust(Some(x)));
}

#[test]
fn gradient_of_an_objective_with_definitions() {
    let (mut b, [x, h, j]) = ising();
    let n = Index::size(x, 0);
    let weight = b.program.add_array(Array::scalar("weight"));
    let ((s, vs), (k, vk), (p, vp), (q, vq)) =
        (b.variable("s"), b.variable("k"), b.variable("p"), b.variable("q"));
    let local = b.product(1.0, &[(h, &[&vs])]);
    let below = b.product(1.0, &[(j, &[&vs, &vk]), (x, &[&vk])]);
    let above = b.product(1.0, &[(j, &[&vk, &vs]), (x, &[&vk])]);
    let local = local.plus(b.sum(&k, Range::up_to(vs.clone()), below)).plus(b.sum(
        &k,
        Range::between(&vs + &Index::constant(1), n.clone()),
        above,
    ));
    let field = b.program.add_let(Let {
        name: "field".to_owned(),
        binders: vec![(s.clone(), n.clone())],
        definition: Definition::Sum(local),
    });
    let flip = |at: &Index| {
        let read =
            Expr::read(x, vec![at.clone()]).times(&Expr::read_let(field, vec![at.clone()]), &b.program.fresh);
        read.scaled(-2.0)
    };
    let law = Expr::apply(Operator::Softplus, flip(&vs));
    let slope = Expr::apply(Operator::Sigmoid, flip(&vs))
        .times(&b.product(-2.0, &[(x, &[&vs]), (weight, &[])]), &b.program.fresh);
    let adjoint = b.program.add_let(Let {
        name: "field_bar".to_owned(),
        binders: vec![(s.clone(), n.clone())],
        definition: Definition::Sum(slope),
    });
    let value = b.sum(&s, Range::up_to(n.clone()), law);
    b.value(value);
    let by_h = Expr::read_let(adjoint, vec![vp.clone()]);
    b.program.outputs.push(Output {
        target: Target::Gradient(h),
        binders: vec![(p.clone(), n.clone())],
        value: by_h,
    });
    let entry = |row: &Index, column: &Index| {
        Expr::read_let(adjoint, vec![row.clone()])
            .times(&Expr::read(x, vec![column.clone()]), &b.program.fresh)
    };
    let by_j = entry(&vp, &vq).plus(entry(&vq, &vp)).guarded(&Guard::less(&vq, &vp));
    let binders = vec![(p, n.clone()), (q, n)];
    b.program.outputs.push(Output { target: Target::Gradient(j), binders, value: by_j });
    insta::assert_snapshot!(b.rust(None));
}
