using System.Collections.Concurrent;
using System.Security.Cryptography;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Statements;

/// <summary>
/// The keyed tag of each membership with its mandate (R146, REG-14). The key is not in the database: whoever can write there, and not here, can take authority away but give none.
/// Every change of one of these rows writes the tag anew, of what was checked and what the change knows of, never of what it finds; every reading of a standing checks it.
/// </summary>
internal sealed partial class MemberTags(IKeyVault vault, TimeProvider clock, ILogger<MemberTags> log)
{
    private const int HeaderBytes = 2;
    private const int MacBytes = 32;
    private const int MostOnStack = 1024;
    private const int MostRemembered = 1000;

    private const string HoldSql = "update membership set version = version where id = @id";

    private const string ReadSql = $"select {MemberColumns.Columns}, m.tag from membership m left join mandate d on d.membership = m.id where m.id = @id";

    private const string WriteSql = "update membership set tag = @tag where id = @id";

    private static readonly TimeSpan ToldEvery = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _told = new();

    /// <summary>Of a member that is about to be inserted.</summary>
    public byte[] Of(UnitMember member) => Of(MemberColumns.Of(member), vault.VersionOf(KeyLabel.MemberTag));

    /// <summary>Whether what was read is what this house wrote. It is told when it is not: somebody writes into the database, or a key is missing.</summary>
    public bool Verifies(in MemberColumns columns, byte[]? tag)
    {
        if (columns.IsInItsPlace && tag is { Length: HeaderBytes + MacBytes } && tag[0] == vault.MacAlgorithm && Matches(columns, tag))
            return true;
        Tell(columns.Id);
        return false;
    }

    /// <summary>Takes the row, so that no other change of the house has it before the end of this one, and checks it: what was tampered with must not get a new tag. Null: it is gone, or not what was written.</summary>
    public MemberColumns? Hold(LaneWrite write, Guid membership)
    {
        if (write.Prepare(HoldSql).Bind("@id", membership).Run() == 0)
            return null;
        using var row = write.Prepare(ReadSql).Bind("@id", membership).Read();
        return row.Read() && MemberColumns.Read(row, 0) is var columns && Verifies(columns, row.GetBytesOrNull(MemberColumns.Width)) ? columns : null;
    }

    /// <summary>Writes the tag at the end of a change that began with <see cref="Hold"/>.</summary>
    /// <param name="write">The change.</param>
    /// <param name="columns">What was held, with what this change makes of it. Not read again: whoever writes past the house in between would have that signed.</param>
    public void Write(LaneWrite write, in MemberColumns columns) =>
        write.Prepare(WriteSql).Bind("@id", columns.Id).Bind("@tag", Of(columns, vault.VersionOf(KeyLabel.MemberTag))).Send();

    private byte[] Of(in MemberColumns columns, byte version)
    {
        var tag = new byte[HeaderBytes + MacBytes];
        (tag[0], tag[1]) = (vault.MacAlgorithm, version);
        Mac(columns, version, tag.AsSpan(HeaderBytes));
        return tag;
    }

    private void Mac(in MemberColumns columns, byte version, Span<byte> mac)
    {
        var most = columns.MostBytes;
        var bytes = most <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[most];
        vault.Mac(KeyLabel.MemberTag, version, bytes[..columns.Write(bytes)], mac);
    }

    // A changed row may name a key that never was.
    private bool Matches(in MemberColumns columns, byte[] tag)
    {
        try
        {
            Span<byte> mac = stackalloc byte[MacBytes];
            Mac(columns, tag[1], mac);
            return CryptographicOperations.FixedTimeEquals(mac, tag.AsSpan(HeaderBytes));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private void Tell(Guid membership)
    {
        var now = clock.GetUtcNow();
        if (_told.TryGetValue(membership, out var at) && now - at < ToldEvery)
            return;
        if (_told.Count >= MostRemembered)
            _told.Clear();
        _told[membership] = now;
        Broken(membership);
    }

    [LoggerMessage(3060, LogLevel.Critical, "ALARM: membership {Membership} or its mandate is not what was written here, and serves nothing. Compare it with the audit; end it and add the person anew")]
    private partial void Broken(Guid membership);
}
