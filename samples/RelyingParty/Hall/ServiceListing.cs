namespace RelyingParty.Hall;

/// <summary>A grid of services as one visitor sees it.</summary>
/// <param name="Party">Null for a visitor who is not signed in.</param>
/// <param name="Root">Where links start: the ticket's path, or a way to sign in.</param>
internal sealed record ServiceListing(IReadOnlyList<Service> Services, Party? Party, string Root, DateTimeOffset Now)
{
    public Requirement? HindranceOf(Service service) => Party is null ? null : Gate.Hindrance(service, Party, Now);

    public string LinkOf(Service service) => Party is null ? $"{Root}?to=/services/{service.Code}" : $"{Root}/services/{service.Code}";
}
