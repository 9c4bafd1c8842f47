"""The other side: Hugging Face transformers and peft, or hooks where peft lacks the method.

    python theirs.py FOLDER METHOD STEPS

FOLDER is what `peftbench bench steps prepare` left: batch.json, ours (the adapter as peftbench saves it) and, where peft has
the method, peft (the same adapter in its form). Prints one line of JSON: logits before the first step, seconds a step, peak bytes.
"""

import json
import resource
import sys
import time
from pathlib import Path

import torch
from peft import PeftConfig, PeftModel
from safetensors.torch import load_file
from torch import nn
from transformers import BertForSequenceClassification, BertModel, logging

logging.set_verbosity_error()  # of weights that are not needed
DEGREE = 15  # of propulsion, its default on both sides
TOTAL = 1_000_000  # steps of schedules, as on peftbench's side


class OverMeans(nn.Module):
    """A bare network under a linear head, which sees the mean of the states as peftbench takes it."""

    def __init__(self, network, head):
        super().__init__()
        self.network = network
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(head["weight"].shape[1], head["weight"].shape[0])
        self.classifier.load_state_dict(head)

    def forward(self, input_ids, attention_mask):
        states = self.network(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        prompt = states.shape[1] - attention_mask.shape[1]  # takes part, as in peftbench
        mask = nn.functional.pad(attention_mask, (prompt, 0), value=1)[:, :, None]
        return self.classifier(self.dropout((states * mask).sum(1) / mask.sum(1)))


class OverPooler(nn.Module):
    """A network with a pooler under a linear head, as transformers has it."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, input_ids, attention_mask):
        return self.network(input_ids=input_ids, attention_mask=attention_mask).logits


def scaled(module, vector):
    """Propulsion on one module."""
    module.propulsion = nn.Parameter(vector)
    module.register_forward_hook(lambda own, _, output: output * own.propulsion**DEGREE)


def by_hooks(network, method, tensors):
    """Methods that peft lacks; what they train starts from peftbench's values."""
    network.requires_grad_(False)
    if method == "full":
        network.requires_grad_(True)
    if method in ("full", "head-only"):
        return
    modules = dict(network.named_modules())
    for name, tensor in tensors.items():
        module, _, leaf = name.rpartition(".")
        if method == "bitfit":
            getattr(modules[module], leaf).requires_grad_(True)
        else:
            scaled(modules[module], tensor)


def trainable(network, adapter):
    """An adapter that was saved, to be trained on; peft loads prompts for inference only."""
    prompts = PeftConfig.from_pretrained(adapter).is_prompt_learning
    network = PeftModel.from_pretrained(network, adapter, is_trainable=not prompts)
    if prompts:
        network.peft_config["default"].inference_mode = False
        network.prompt_encoder.requires_grad_(True)
    return network


def model(folder, method):
    given = json.loads((folder / "batch.json").read_text())
    ours = {
        name.removeprefix("base_model.model.").removeprefix("bert."): tensor
        for name, tensor in load_file(folder / "ours" / "adapter_model.safetensors").items()
    }
    head = {name: ours.pop(f"classifier.{name}") for name in ("weight", "bias")}
    mean = given["pooling"] == "mean"
    if mean:
        network = bare = BertModel.from_pretrained(given["model"], add_pooling_layer=False)
    else:
        network = BertForSequenceClassification.from_pretrained(given["model"], num_labels=len(head["bias"]))
        network.classifier.load_state_dict(head)
        bare = network.bert
    if (folder / "peft").exists():
        network = trainable(network, folder / "peft")
    else:
        by_hooks(bare, method, ours)
    if not mean:
        for name, parameter in network.named_parameters():
            if "classifier" in name and "original_module" not in name:
                parameter.requires_grad_(True)
    return given, OverMeans(network, head) if mean else OverPooler(network)


def allocator(network):
    """What AdaLoRA wants to be called after each step."""
    tuner = getattr(getattr(network, "base_model", None), "update_and_allocate", None)
    if tuner is None:
        return lambda step: None
    network.peft_config["default"].total_step = TOTAL
    return tuner


def main():
    folder, method, steps = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    torch.set_num_threads(2)
    given, network = model(folder, method)
    ids = torch.tensor(given["input_ids"])
    mask = torch.ones_like(ids)
    labels = torch.zeros(len(ids), dtype=torch.long)
    network.eval()
    with torch.no_grad():
        logits = network(ids, mask).flatten().tolist()
    network.train()
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=given["learning_rate"], weight_decay=0.01)
    allocate = allocator(network.network)
    seconds = []
    for step in range(steps):
        start = time.perf_counter()
        loss = nn.functional.cross_entropy(network(ids, mask), labels)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        allocate(step + 1)
        optimizer.zero_grad()
        loss.item()
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    count = sum(parameter.numel() for parameter in trained)
    print(json.dumps({"logits": logits, "seconds": seconds, "peak": peak, "trained": count}))


if __name__ == "__main__":
    main()
