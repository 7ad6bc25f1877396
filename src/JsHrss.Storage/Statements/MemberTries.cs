using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Tries to add members, in the table <c>counter</c>.</summary>
internal sealed class MemberTries(IHallDatabase database, LookupIndex index) : IMemberTries
{
    public async ValueTask<DateTimeOffset?> TakeAsync(PersonId actor, UnitId unit, MemberTryOptions options, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var window = AttemptRule.WindowOf(now, options.Window);
        var end = window + options.Window;
        var byPerson = new Count("member.person", index.Of(LookupKinds.MemberTriesPerson, actor.ToString()), window, end);
        var byUnit = new Count("member.unit", index.Of(LookupKinds.MemberTriesUnit, unit.ToString()), window, end);
        var isTaken = await database.WriteAsync(write => Take(write, byPerson, byUnit, options), ct).ConfigureAwait(false);
        return isTaken ? null : end;
    }

    private static bool Take(LaneWrite write, Count byPerson, Count byUnit, MemberTryOptions options)
    {
        if (write.Take(byPerson, most: options.Tries) is null)
            return false;
        if (write.Take(byUnit, most: options.UnitTries) is not null)
            return true;
        write.Return(byPerson);
        return false;
    }
}
