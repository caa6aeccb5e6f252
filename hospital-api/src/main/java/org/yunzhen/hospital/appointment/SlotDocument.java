package org.yunzhen.hospital.appointment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.mappings.code.QuotaChannel;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.money.FhirMoney;

/** A Slot as this workflow writes it. */
final class SlotDocument {
    static final String FREE = "free";
    static final String BUSY = "busy";
    static final String STOPPED = "busy-unavailable";

    private SlotDocument() {}

    /** The document of a slot that is being published. */
    static ObjectNode of(SlotFacts slot, Map<QuotaChannel, Integer> quota) {
        ObjectNode tree = FhirJson.object().put("resourceType", "Slot").put("id", slot.id());
        remaining(tree, slot.free());
        ExtensionList.set(
                tree, Extensions.SLOT_CAPACITY, "valueInteger", IntNode.valueOf(slot.capacity()));
        quota.forEach((channel, numbers) -> quota(tree, channel, numbers));
        ExtensionList.set(tree, Extensions.FEE, "valueMoney", FhirMoney.of(slot.fee()));
        ExtensionList.set(
                tree, Extensions.VISIT_KIND, "valueCode", TextNode.valueOf(slot.visitKind()));
        if (slot.item() != null) {
            ObjectNode coding = FhirJson.object().put("system", Systems.PRICE_ITEM_CODE);
            ExtensionList.set(
                    tree, Extensions.PRICE_ITEM, "valueCoding", coding.put("code", slot.item()));
        }
        tree.putObject("schedule").put("reference", "Schedule/" + slot.schedule());
        tree.put("status", FREE);
        tree.put("start", Stamp.instant(slot.start())).put("end", Stamp.instant(slot.end()));
        return tree;
    }

    /** Changes status and remaining numbers in place. */
    static ObjectNode moved(ObjectNode tree, String status, int remaining) {
        tree.put("status", status);
        for (JsonNode extension : tree.path("extension")) {
            if (Extensions.SLOT_REMAINING.equals(extension.path("url").textValue())) {
                ((ObjectNode) extension).put("valueInteger", remaining);
            }
        }
        return tree;
    }

    private static void remaining(ObjectNode tree, int count) {
        ExtensionList.set(tree, Extensions.SLOT_REMAINING, "valueInteger", IntNode.valueOf(count));
    }

    private static void quota(ObjectNode tree, QuotaChannel channel, int numbers) {
        ObjectNode outer = tree.withArray("extension").addObject();
        outer.put("url", Extensions.SLOT_QUOTA);
        var parts = outer.putArray("extension");
        parts.addObject().put("url", "channel").put("valueCode", channel.code());
        parts.addObject().put("url", "capacity").put("valueInteger", numbers);
    }
}
