//! Keyed replacement: makes one tree of nodes equal to another by changing as
//! little as possible. What did not change keeps its identity, and with it its
//! focus, its scroll position and what is selected in it.
//!
//! Nodes are told apart by their `id`; those without one by their place and
//! name. Two equal subtrees are left alone without a look inside.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlOptionElement, HtmlTextAreaElement, Node};

/// Gives `old` the children of `new`, which is used up.
pub fn children(old: &Node, new: &Node) -> Result<(), JsValue> {
    // The first old child that no new one has claimed yet.
    let mut place = old.first_child();
    let mut next = new.first_child();
    while let Some(wanted) = next {
        next = wanted.next_sibling();
        match counterpart(old, place.as_ref(), &wanted) {
            Some(kept) => {
                if Some(&kept) == place.as_ref() {
                    place = kept.next_sibling();
                } else {
                    old.insert_before(&kept, place.as_ref())?;
                }
                node(&kept, &wanted)?;
            }
            None => {
                old.insert_before(&wanted, place.as_ref())?;
            }
        }
    }
    while let Some(left) = place {
        place = left.next_sibling();
        old.remove_child(&left)?;
    }
    Ok(())
}

/// The old child that becomes `wanted`, if there is one from `place` on.
fn counterpart(parent: &Node, place: Option<&Node>, wanted: &Node) -> Option<Node> {
    let id = id(wanted);
    if id.is_empty() {
        return place
            .filter(|old| self::id(old).is_empty() && old.node_name() == wanted.node_name())
            .cloned();
    }
    let found: Node = parent
        .owner_document()?
        .get_element_by_id(&id)
        .filter(|old| old.node_name() == wanted.node_name())?
        .into();
    (found.parent_node().as_ref() == Some(parent)).then_some(found)
}

fn id(node: &Node) -> String {
    node.dyn_ref::<Element>()
        .map(Element::id)
        .unwrap_or_default()
}

/// Makes one node equal to another of the same name.
fn node(old: &Node, new: &Node) -> Result<(), JsValue> {
    if old.is_equal_node(Some(new)) {
        return Ok(());
    }
    let (Some(before), Some(after)) = (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) else {
        old.set_node_value(new.node_value().as_deref());
        return Ok(());
    };
    let refill = before.get_attribute("data-revision") != after.get_attribute("data-revision");
    attributes(before, after)?;
    children(old, new)?;
    // What a reader once chose stays chosen, whatever the attribute says later.
    if let Some(option) = old.dyn_ref::<HtmlOptionElement>() {
        option.set_selected(after.has_attribute("selected"));
    }
    // What a reader types hides the text inside the element from then on; a
    // new revision is the view's way to say "put mine there".
    if let Some(field) = old.dyn_ref::<HtmlTextAreaElement>().filter(|_| refill) {
        field.set_value(&new.text_content().unwrap_or_default());
    }
    Ok(())
}

fn attributes(old: &Element, new: &Element) -> Result<(), JsValue> {
    for name in old
        .get_attribute_names()
        .iter()
        .filter_map(|n| n.as_string())
    {
        if !new.has_attribute(&name) {
            old.remove_attribute(&name)?;
        }
    }
    for name in new
        .get_attribute_names()
        .iter()
        .filter_map(|n| n.as_string())
    {
        let value = new.get_attribute(&name).unwrap_or_default();
        if old.get_attribute(&name).as_deref() != Some(value.as_str()) {
            old.set_attribute(&name, &value)?;
        }
    }
    Ok(())
}
