namespace JsHrss.IdP.Clients;

/// <summary>What is wrong with one member of a client's metadata, and what to write instead. Never repeats a secret.</summary>
internal readonly record struct MemberFault(string Member, string Fault)
{
    public override string ToString() => $"{Quoted.Bare(Member)}: {Fault}";
}
