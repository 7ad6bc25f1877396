namespace JsHrss.IdP.Clients;

/// <summary>Names of the client members that only this host understands (<see cref="JsHrss.OpenId.Ports.Client.HostMembers"/>).</summary>
internal static class HostMember
{
    public const string InstitutionAware = "institution_aware";
    public const string AllItems = "all_items";
    public const string AllowedItems = "allowed_items";
    public const string OperatorName = "operator_name";
    public const string ClientUri = "client_uri";
    public const string LogoUri = "logo_uri";
    public const string PolicyUri = "policy_uri";
    public const string TosUri = "tos_uri";
    public const string InitiateLoginUri = "initiate_login_uri";
    public const string Contacts = "contacts";
}
