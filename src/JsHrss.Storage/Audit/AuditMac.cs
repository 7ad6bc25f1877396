using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Audit;

/// <summary>The keyed MAC of an audit fact: over every column but its place in the commit order. The key is not in the database.</summary>
internal sealed class AuditMac(IKeyVault vault)
{
    public byte Algorithm => vault.MacAlgorithm;

    public byte KeyVersion => vault.VersionOf(KeyLabel.AuditMac);

    public byte[] Of(AuditFactRow fact)
    {
        var mac = new byte[32];
        vault.Mac(KeyLabel.AuditMac, (byte)fact.MacKeyVersion, Canonical(fact), mac);
        return mac;
    }

    public bool Verifies(AuditFactRow fact) => Of(fact).AsSpan().SequenceEqual(fact.Mac);

    // Every value with its length before it: no two facts read alike.
    private static ReadOnlySpan<byte> Canonical(AuditFactRow fact)
    {
        var to = new ArrayBufferWriter<byte>(512);
        Write(to, "audit_fact/1");
        Write(to, fact.Id);
        Write(to, fact.At);
        Write(to, fact.Node);
        Write(to, fact.Trace);
        Write(to, fact.Code);
        Write(to, fact.Outcome);
        Write(to, fact.Reason);
        Write(to, fact.Actor);
        Write(to, fact.Subject);
        Write(to, fact.Unit);
        Write(to, fact.Membership);
        Write(to, fact.Mandate);
        Write(to, fact.Client);
        Write(to, fact.Address);
        Write(to, fact.Port);
        Write(to, fact.Agent);
        Write(to, fact.DetailDigest);
        Write(to, fact.MacAlgorithm);
        Write(to, fact.MacKeyVersion);
        return to.WrittenSpan;
    }

    private static void Write(ArrayBufferWriter<byte> to, string? text)
    {
        Length(to, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, to);
    }

    private static void Write(ArrayBufferWriter<byte> to, byte[]? bytes)
    {
        Length(to, bytes?.Length ?? -1);
        to.Write(bytes);
    }

    private static void Write(ArrayBufferWriter<byte> to, Guid? key)
    {
        Length(to, key is null ? -1 : 16);
        if (key is not { } present)
            return;
        present.TryWriteBytes(to.GetSpan(16), bigEndian: true, out _);
        to.Advance(16);
    }

    private static void Write(ArrayBufferWriter<byte> to, long? number)
    {
        Length(to, number is null ? -1 : sizeof(long));
        if (number is not { } present)
            return;
        BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(sizeof(long)), present);
        to.Advance(sizeof(long));
    }

    private static void Length(ArrayBufferWriter<byte> to, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(sizeof(int)), length);
        to.Advance(sizeof(int));
    }
}
